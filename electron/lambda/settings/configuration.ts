import { z } from 'zod';
import { boundedText, count } from '../../../shared/models/bounds.ts';
import { describeIssues } from '../errors/describe-issues.ts';

/** Environment variables of the function, with their values as text. */
export type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = z.string().max(20).regex(/^\d+$/, 'Write a whole number.').transform(Number);

const variablesSchema = z.object({
  /** Where journals are stored that are too large for a payload. */
  JOURNAL_BUCKET: boundedText(63).min(3).optional(),
  /** Bytes; a copy that has to transfer more is answered `too-large`. */
  MAX_TRANSFER_BYTES: wholeNumber.pipe(count).optional(),
  /** A copy that needs more invocations is answered `too-long`. */
  MAX_INVOCATIONS: wholeNumber.pipe(z.number().min(1).max(10_000)).optional(),
  /** Seconds before the end of an invocation at which a copy stops. */
  STOP_BEFORE_END_SECONDS: wholeNumber.pipe(z.number().min(1).max(600)).default(30),
  /** JSON: where pushed images are copied to. */
  ROUTES: boundedText(100_000).optional(),
  /** The name of an SSM parameter with the same JSON. */
  ROUTES_PARAMETER: boundedText(2_048).min(1).optional(),
  AWS_REGION: boundedText(40).min(1),
  AWS_LAMBDA_FUNCTION_NAME: boundedText(140).min(1).default('ecr-image-replicator'),
});

/** The settings of the function. */
export interface Configuration {
  readonly environment: Environment;
  readonly region: string;
  readonly functionName: string;
  readonly journalBucket: string | undefined;
  readonly maxTransferBytes: number;
  /** Invocations that one copy may have; undefined where nothing has more time than the function. */
  readonly maxInvocations: number | undefined;
  /** Milliseconds before the end of an invocation at which a copy stops. */
  readonly stopBeforeEnd: number;
  readonly routes: string | undefined;
  readonly routesParameter: string | undefined;
}

const withoutEmpty = (environment: Environment): Environment =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

/** Reads the settings. @throws Error that names the variable with a wrong value. */
export function readConfiguration(environment: Environment): Configuration {
  const { success, data, error } = variablesSchema.safeParse(withoutEmpty(environment));
  if (!success) throw new Error(`The function is not configured correctly. ${describeIssues(error)}`);
  return {
    environment,
    region: data.AWS_REGION,
    functionName: data.AWS_LAMBDA_FUNCTION_NAME,
    journalBucket: data.JOURNAL_BUCKET,
    maxTransferBytes: data.MAX_TRANSFER_BYTES ?? Number.POSITIVE_INFINITY,
    maxInvocations: data.MAX_INVOCATIONS,
    stopBeforeEnd: data.STOP_BEFORE_END_SECONDS * 1_000,
    routes: data.ROUTES,
    routesParameter: data.ROUTES_PARAMETER,
  };
}
