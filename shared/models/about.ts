/** The app, its build, and what it runs on. */
export interface AboutFacts {
  readonly version: string;
  /** The commit of the sources; absent for a build that was not given it. */
  readonly commit?: string | undefined;
  /** The date of the build, `2026-11-30`; absent for a build that was not given it. */
  readonly builtOn?: string | undefined;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  /** `linux`, `darwin` or `win32`, with version and architecture: `linux 6.8.0 (x64)`. */
  readonly system: string;
  readonly platform: string;
}
