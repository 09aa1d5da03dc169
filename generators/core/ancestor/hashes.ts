/** What chora-base v2.1.0 to v3.1.1 put into a project; `scripts/hash-ancestor.mjs` prints this table. */

/** Hashes of texts without their layout, by the name of the file: as generated, and as its own hooks leave it. */
export type AncestorHashes = Readonly<Record<string, readonly string[]>>;

export const ancestorHashes: AncestorHashes = {
  'validation.py': [
    'b052608fdae8677b295f48f578f8c831fa187476baf0a004310d4ac6574d4cfc',
    '6e701ed755086e236ff9c94d977479b0671b14fa259914d8ff3fb0b0ff1ad986',
  ],
  'test_validation.py': [
    'b6e52e42f9ca02bb228ecd65ee6669211868c5f56866b57e08b4028e2c3c62f1',
    '07af610163308e66d7d8a22684226eb43140b18e305906520b31884d68425b0d',
  ],
  'use-input-validation.md': ['fb5b21f662ce802353c8b07a033a69776fdd400387ce0cfbfb33803b0c5111a5'],
  'responses.py': [
    'c0189977964751317e315491767ae6200e00eb7595cc83787c61ea0a69d2ace0',
    '31040dbf1f4336a3fb6d62011fd8f8d342af735ea69216a11c5219d7d64934bd',
  ],
  'test_responses.py': [
    'ca1479c9a9f1a570c7cac91b6244127935a6e87a2d5c0229148f8132c67fc0ce',
    '1e7cd1f904af28b674231d4bc71069da4f4a8e18430ea823ee1ca5d3a8fbc0d9',
  ],
  'standardize-responses.md': ['2c5df2ccccaf769414202e55f5989f44752cec4b6629b41bd225c944dd93ce1b'],
  'errors.py': ['a1ee65095fac3fac27e603850ed77615fe1f6d2a24e438ed886a69362ac5a656'],
  'test_errors.py': [
    '169d4c384b939b5dc3503f9610abe03b57bfa1c23780e51e2eb7a178030cb6f8',
    '74a8a6665ef5100b2fd90cb8371b2d5ccadf6ad055af118d6972c1f9415979bd',
  ],
  'improve-error-messages.md': ['39f58182de8aabd8fd6d58cd72333dd8bcf7816093e27eb214122f0d39298265'],
  'persistence.py': [
    '7c34972ffd9d79fe24d83c70842ca676d5f3cc8f6f2c168d0cb456470d81cabe',
    '55a0e02af229bc9df2923ef75016f890e534e4845f458d363344a9f9381b43f4',
  ],
  'test_persistence.py': [
    'b9866edddb246718a9fd0a4ee724e4a42d6612a93854ad285f0e6a1d3b2d7ca0',
    'e4c0899d6180e5f13e80749119f98bc65c367811eee22b48ee114288550f5688',
  ],
  'persist-application-state.md': ['f23968683a8c7a77b873c783e135a87af7c12f685fd9988af39f57ff97bcff3d'],
};
