import pLimit from 'p-limit';
import { StateMachine } from 'aws-local-stepfunctions';
import { z } from 'zod';

// Executes the exported state machine with an interpreter of the Amazon States Language. Imitated are only the services around
// it: ItemReader (the given items), ResultWriter (the returned results), the invocation of the function, CodeBuild, and
// DescribeMapRun. Every other state runs as it is exported.

/** The services that the state machine calls. */
export interface ImitatedServices {
  /** The function's handler. An error is reported as Lambda reports it. */
  readonly invoke: (event: object) => Promise<object>;
  /** A build with the item in `WORK_ITEM`. @throws when the build fails. */
  readonly build: (workItem: string) => Promise<void>;
}

export type ItemResult =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string };

export interface ExecutionResult {
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** In the order of the items. */
  readonly results: readonly ItemResult[];
  readonly error?: { readonly name: string; readonly cause: string };
  /** The most items that ran at the same time. */
  readonly mostAtOnce: number;
}

type Definition = ConstructorParameters<typeof StateMachine>[0];
const states = z.record(z.string(), z.looseObject({ Type: z.string() }));
const definitionSchema = z.looseObject({
  States: z.looseObject({
    ReplicateImages: z.looseObject({
      MaxConcurrency: z.number(),
      ItemProcessor: z.looseObject({ StartAt: z.string(), States: states }),
    }),
  }),
});
const interpretable = z.custom<Definition>((value) => typeof value === 'object');

const substitutions: Readonly<Record<string, string>> = {
  FunctionArn: 'arn:aws:lambda:us-east-1:222222222222:function:stack',
  BuildProjectName: 'stack',
  BucketName: 'bucket',
};

const substitute = (text: string): unknown =>
  JSON.parse(text.replaceAll(/\$\{(\w+)\}/g, (_, name: string) => substitutions[name] ?? ''));

/** An error of a service as Step Functions passes it on: its name, and the cause as text. */
const serviceError = (name: string, cause: string): Error => Object.assign(new Error(cause), { name });

const invokeInput = z.object({
  FunctionName: z.literal(substitutions['FunctionArn']),
  Payload: z.looseObject({}),
});
const buildInput = z.object({
  ProjectName: z.literal(substitutions['BuildProjectName']),
  EnvironmentVariablesOverride: z.tuple([z.object({ Name: z.literal('WORK_ITEM'), Value: z.string() })]),
});

/** A value as it is after a way through JSON, as every payload of AWS. */
const throughJson = (value: object) => JSON.parse(JSON.stringify(value));

/** `arn:aws:states:::lambda:invoke` */
const invokeFunction = (invoke: ImitatedServices['invoke']) => async (input: unknown) => {
  const { Payload } = invokeInput.parse(input);
  try {
    return { StatusCode: 200, Payload: throughJson(await invoke(throughJson(Payload))) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const { name, message } = error;
    // Errors of Lambda itself have a dot in their names, and a plain text as their cause.
    const cause = name.includes('.')
      ? message
      : JSON.stringify({ errorType: name, errorMessage: message, trace: [] });
    throw serviceError(name, cause);
  }
};

/** `arn:aws:states:::codebuild:startBuild.sync` */
const startBuild = (build: ImitatedServices['build']) => async (input: unknown) => {
  const [{ Value }] = buildInput.parse(input).EnvironmentVariablesOverride;
  try {
    await build(Value);
    return { Build: { BuildStatus: 'SUCCEEDED' } };
  } catch (error) {
    throw serviceError(
      'States.TaskFailed',
      JSON.stringify({ Build: { BuildStatus: 'FAILED', reason: String(error) } }),
    );
  }
};

/** A test of its own validates the definition. */
const validated = { validationOptions: { noValidate: true } } as const;

/** Milliseconds before a retry. */
const quickly = { ReplicateImage: 1, ConfirmImage: 1, ReplicateInBuild: 1, CountResults: 1 };

function readFailure(error: unknown): { readonly name: string; readonly cause: string } {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error) return { name: cause.name, cause: cause.message };
  throw error;
}

/**
 * Runs an exported state machine with these items.
 *
 * @param text of `state-machine.asl.json`.
 */
export async function runStateMachine(
  text: string,
  items: readonly object[],
  services: ImitatedServices,
): Promise<ExecutionResult> {
  const definition = definitionSchema.parse(substitute(text));
  const { ReplicateImages } = definition.States;
  const { StartAt, States } = ReplicateImages.ItemProcessor;
  const processor = new StateMachine(interpretable.parse({ StartAt, States }), validated);
  const itemOverrides = {
    retryIntervalOverrides: quickly,
    taskResourceLocalHandlers: {
      ReplicateImage: invokeFunction(services.invoke),
      ConfirmImage: invokeFunction(services.invoke),
      ReplicateInBuild: startBuild(services.build),
    },
  };
  let [running, mostAtOnce] = [0, 0];
  const processItem = async (item: object): Promise<ItemResult> => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    try {
      const output = await processor.run(throughJson(item), { overrides: itemOverrides }).result;
      return { status: 'SUCCEEDED', output };
    } catch (error) {
      const { name, cause } = readFailure(error);
      return { status: 'FAILED', error: name, cause };
    } finally {
      running -= 1;
    }
  };
  const atOnce = pLimit(ReplicateImages.MaxConcurrency);
  const results = await Promise.all(items.map((item) => atOnce(() => processItem(item))));

  const failed = results.filter(({ status }) => status === 'FAILED').length;
  const ItemCounts = { Total: items.length, Failed: failed, TimedOut: 0, Aborted: 0 };
  // What a map with a ResultWriter returns.
  const mapOutput = { MapRunArn: 'arn:aws:states:us-east-1:222222222222:mapRun:stack/Images:run' };
  const outer = {
    ...definition,
    States: {
      ...definition.States,
      ReplicateImages: { Type: 'Pass', Result: mapOutput, Next: ReplicateImages['Next'] },
    },
  };
  const execution = new StateMachine(interpretable.parse(outer), validated).run(
    { key: 'items/run.jsonl' },
    {
      overrides: {
        retryIntervalOverrides: quickly,
        taskResourceLocalHandlers: { CountResults: () => ({ ...mapOutput, ItemCounts }) },
      },
    },
  );
  try {
    await execution.result;
    return { status: 'SUCCEEDED', results, mostAtOnce };
  } catch (error) {
    return { status: 'FAILED', results, mostAtOnce, error: readFailure(error) };
  }
}
