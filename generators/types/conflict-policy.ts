/** What to do with a file that the user changed, or that was there before. */

export const conflictPolicies = ['keep', 'overwrite', 'side', 'markers', 'abort'] as const;
export type ConflictPolicy = (typeof conflictPolicies)[number];

export function isConflictPolicy(name: string): name is ConflictPolicy {
  return conflictPolicies.some((policy) => policy === name);
}
