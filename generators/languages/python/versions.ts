/** The oldest versions of Python that a new project may be for. */

export const pythonVersions: readonly string[] = ['3.10', '3.11', '3.12', '3.13', '3.14'];
