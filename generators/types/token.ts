/** A piece of source that means something, apart from its layout. */

export interface Token {
  readonly from: number;
  readonly to: number;
  /** The same for every way of writing it: of a string, whatever its quotes. */
  readonly key: string;
  /** Whether its lines are indented as the code around it is: such as those of a docstring. */
  readonly isIndented?: boolean;
}
