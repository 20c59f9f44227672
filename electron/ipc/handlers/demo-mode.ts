import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The two variables by which everything, the SDK included, finds the AWS files. */
const configVariable = 'AWS_CONFIG_FILE';
const credentialsVariable = 'AWS_SHARED_CREDENTIALS_FILE';

/** Lets the app run on registries of its own instead of the user's profiles. */
export interface DemoMode {
  isOn(): boolean;
  /** Starts the registries and points the environment at their profiles; nothing when it is on already. */
  turnOn(): Promise<void>;
  /** Closes them and gives the user's own files back. */
  turnOff(): Promise<void>;
}

interface DemoPorts {
  readonly environment: Record<string, string | undefined>;
  readonly userData: string;
  /** Called after the profiles were replaced: what was known of the others is void. */
  readonly profilesReplaced: () => void;
}

const restore = (environment: DemoPorts['environment'], name: string, value: string | undefined): void => {
  if (value === undefined) delete environment[name];
  else environment[name] = value;
};

export function createDemoMode({ environment, userData, profilesReplaced }: DemoPorts): DemoMode {
  let running: Promise<{ readonly end: () => Promise<void> }> | undefined;

  const begin = async (): Promise<{ readonly end: () => Promise<void> }> => {
    const directory = join(userData, 'demo');
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const { startDemoRegistries } = await import('../../local-ecr/demo/start-demo-registries.ts');
    const registries = await startDemoRegistries(directory);
    const own = { config: environment[configVariable], credentials: environment[credentialsVariable] };
    environment[configVariable] = registries.configFile;
    environment[credentialsVariable] = registries.credentialsFile;
    profilesReplaced();
    return {
      end: async () => {
        restore(environment, configVariable, own.config);
        restore(environment, credentialsVariable, own.credentials);
        profilesReplaced();
        await registries.close();
      },
    };
  };

  return {
    isOn: () => running !== undefined,
    async turnOn() {
      running ??= begin();
      try {
        await running;
      } catch (error) {
        running = undefined;
        throw error;
      }
    },
    async turnOff() {
      const ending = running;
      running = undefined;
      await (await ending)?.end();
    },
  };
}
