import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { Transfers } from '../../engine/transfers/transfers.ts';

/** The two variables by which the engine and the SDK find the AWS files. */
const configVariable = 'AWS_CONFIG_FILE';
const credentialsVariable = 'AWS_SHARED_CREDENTIALS_FILE';

type Environment = Record<string, string | undefined>;

/** Runs the app on local demo registries instead of the user's profiles. */
export interface DemoMode {
  isOn(): boolean;
  /**
   * Starts the registries and points the environment at their profiles. Does nothing while they run.
   * @throws EngineError `invalid-input` while images are copied.
   */
  start(): Promise<void>;
  /** Cancels all transfers, deletes the demo's history, closes the registries and restores the user's AWS files. */
  stop(): Promise<void>;
  /** Starts the registries when the demo is requested and does not run. */
  startIfRequested(): Promise<void>;
  close(): Promise<void>;
}

interface DemoPorts {
  readonly environment: Environment;
  /** The folder of the app's data; the demo uses a subfolder. */
  readonly folder: string;
  /** True when the app was started with `--demo`. */
  readonly isRequested: boolean;
  readonly transfers: Pick<Transfers, 'cancelAll' | 'countUnfinished'>;
  /** Called after all transfers of the demo were canceled. */
  readonly onStopped: () => void;
  /** Called after the AWS files were replaced: cached credentials and clients are void. */
  readonly onProfilesReplaced: () => void;
}

interface RunningDemo {
  readonly close: () => Promise<void>;
}

/** The demo replaces the AWS files, which a running transfer reads again for renewed credentials. */
const stillCopying = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message:
      'Images are still being copied. Wait until they are copied or cancel the transfers, then start the demo.',
    retryable: true,
    action: 'retry',
  });

const restore = (environment: Environment, name: string, value: string | undefined): void => {
  if (value === undefined) delete environment[name];
  else environment[name] = value;
};

async function startDemo({ environment, folder, onProfilesReplaced }: DemoPorts): Promise<RunningDemo> {
  const directory = join(folder, 'demo');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const { startDemoRegistries } = await import('../../local-ecr/demo/start-demo-registries.ts');
  const registries = await startDemoRegistries(directory);
  const [config, credentials] = [environment[configVariable], environment[credentialsVariable]];
  environment[configVariable] = registries.configFile;
  environment[credentialsVariable] = registries.credentialsFile;
  onProfilesReplaced();
  return {
    close: async () => {
      restore(environment, configVariable, config);
      restore(environment, credentialsVariable, credentials);
      onProfilesReplaced();
      await registries.close();
    },
  };
}

export function createDemoMode(ports: DemoPorts): DemoMode {
  const { transfers } = ports;
  let isRequested = ports.isRequested;
  let running: Promise<RunningDemo> | undefined;

  const turnOn = async (): Promise<void> => {
    running ??= startDemo(ports);
    try {
      await running;
    } catch (error) {
      running = undefined;
      throw error;
    }
  };

  const turnOff = async (): Promise<void> => {
    const ending = running;
    running = undefined;
    await (await ending)?.close();
  };

  return {
    isOn: () => running !== undefined,
    async start() {
      if (!running && transfers.countUnfinished() > 0) throw stillCopying();
      isRequested = true;
      await turnOn();
    },
    async stop() {
      isRequested = false;
      await transfers.cancelAll();
      ports.onStopped();
      await turnOff();
    },
    async startIfRequested() {
      if (isRequested) await turnOn();
    },
    close: turnOff,
  };
}
