import type { Handler } from '../../lambda/create-handler.ts';
import { createHandler } from '../../lambda/create-handler.ts';
import type { ResponseReceiver } from '../../local-ecr/cloudformation/response-receiver.ts';
import { startResponseReceiver } from '../../local-ecr/cloudformation/response-receiver.ts';
import type { LocalLambda } from '../../local-ecr/lambda/local-lambda.ts';
import { startLocalLambda } from '../../local-ecr/lambda/local-lambda.ts';
import type { LocalEcr, LocalEcrOptions } from '../../local-ecr/local-ecr.ts';
import { startLocalEcr } from '../../local-ecr/local-ecr.ts';
import type { LocalParameterStore } from '../../local-ecr/parameter-store/local-parameter-store.ts';
import { startLocalParameterStore } from '../../local-ecr/parameter-store/local-parameter-store.ts';
import type { Registry } from '../../local-ecr/registry/registry.ts';
import type { LocalS3 } from '../../local-ecr/s3/local-s3.ts';
import { startLocalS3 } from '../../local-ecr/s3/local-s3.ts';

export const sourceAccount = '111111111111';
/** The account of the function and of the destination. */
export const ownAccount = '222222222222';
export const sourceRegion = 'eu-west-1';
export const ownRegion = 'us-east-1';

/** A role of the source's account that the function may assume. */
export const readerRole = `arn:aws:iam::${sourceAccount}:role/Reader`;
export const functionArn = `arn:aws:lambda:${ownRegion}:${ownAccount}:function:replicator:live`;

/** The session of the function's role, as Lambda passes it in the environment. */
export const functionSession = {
  accessKeyId: 'ASIAFUNCTION00000001',
  secretAccessKey: 'secret-of-the-function',
  sessionToken: 'token-of-the-function',
  arn: `arn:aws:sts::${ownAccount}:assumed-role/replicator/replicator`,
};

/** Milliseconds of a new invocation. */
const usualTime = 900_000;

/** A function with everything that it calls, in this process. */
export interface FunctionFixture {
  readonly ecr: LocalEcr;
  readonly source: Registry;
  readonly destination: Registry;
  readonly s3: LocalS3;
  readonly parameters: LocalParameterStore;
  readonly lambda: LocalLambda;
  readonly cloudFormation: ResponseReceiver;
  /** The environment variables of the function. */
  readonly environment: Readonly<Record<string, string>>;
  /** The entries of its log. */
  readonly log: Readonly<Record<string, unknown>>[];
  /** Creates a handler with more environment variables. */
  createHandler(more?: Readonly<Record<string, string>>): Handler;
  /** Invokes a new handler. @param remaining milliseconds until Lambda ends the invocation. */
  invoke(event: unknown, remaining?: number): Promise<object>;
  /** Invokes a handler with the queued events, until there are none. @returns the answers. */
  runQueue(handler?: Handler): Promise<readonly object[]>;
  close(): Promise<void>;
}

export const createContext = (remaining = usualTime) => ({
  awsRequestId: '7f0a6a52-6f1d-4f6e-9d5d-6d3c0f6f1d01',
  invokedFunctionArn: functionArn,
  getRemainingTimeInMillis: () => remaining,
});

/** Starts the local AWS of the function. */
export async function startFunction(parts?: LocalEcrOptions['parts']): Promise<FunctionFixture> {
  const ecr = await startLocalEcr({
    accounts: [
      { id: sourceAccount, principals: [], roles: [{ name: 'Reader', trustedPrincipals: [ownAccount] }] },
      { id: ownAccount, principals: [functionSession] },
    ],
    regions: [sourceRegion, ownRegion],
    ...(parts && { parts }),
  });
  const s3 = await startLocalS3();
  const parameters = await startLocalParameterStore();
  const lambda = await startLocalLambda();
  const cloudFormation = await startResponseReceiver();
  const environment = {
    AWS_REGION: ownRegion,
    AWS_LAMBDA_FUNCTION_NAME: 'replicator',
    AWS_ACCESS_KEY_ID: functionSession.accessKeyId,
    AWS_SECRET_ACCESS_KEY: functionSession.secretAccessKey,
    AWS_SESSION_TOKEN: functionSession.sessionToken,
    AWS_ENDPOINT_URL: ecr.endpoint,
    AWS_ENDPOINT_URL_S3: s3.endpoint,
    AWS_ENDPOINT_URL_SSM: parameters.endpoint,
    AWS_ENDPOINT_URL_LAMBDA: lambda.endpoint,
    // There are no AWS files in a function.
    AWS_CONFIG_FILE: '/nonexistent/config',
    AWS_SHARED_CREDENTIALS_FILE: '/nonexistent/credentials',
    STOP_BEFORE_END_SECONDS: '1',
  };
  const log: Readonly<Record<string, unknown>>[] = [];
  const open = (more: Readonly<Record<string, string>> = {}): Handler =>
    createHandler({ ...environment, ...more }, (line) => void log.push(JSON.parse(line)));
  return {
    ecr,
    source: ecr.registry(sourceAccount, sourceRegion),
    destination: ecr.registry(ownAccount, ownRegion),
    s3,
    parameters,
    lambda,
    cloudFormation,
    environment,
    log,
    createHandler: open,
    invoke: (event, remaining) => open()(event, createContext(remaining)),
    async runQueue(handler = open()) {
      const answers: object[] = [];
      for (let next = lambda.queue.shift(); next; next = lambda.queue.shift())
        answers.push(await handler(next.event, createContext()));
      return answers;
    },
    async close() {
      await Promise.all([ecr, s3, parameters, lambda, cloudFormation].map((each) => each.close()));
    },
  };
}
