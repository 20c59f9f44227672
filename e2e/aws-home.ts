import type { KeysProfile } from '../electron/testing/aws-home/fixture-profile.ts';

/** A profile with keys of its own and a region: what a test needs that is not about profiles. */
export interface TestProfile extends KeysProfile {
  readonly region: string;
}

/** A person's home folder, made for tests. */
export interface Home {
  readonly path: string;
  /** The app's settings and logs. */
  readonly userData: string;
}
