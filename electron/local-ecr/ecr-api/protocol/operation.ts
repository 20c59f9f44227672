import { z } from 'zod';
import type { Authenticated } from '../../sigv4/authenticate.ts';
import type { CallFacts } from '../../calls/call-log.ts';
import { invalidParameter } from '../../registry/ecr-error.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Repository } from '../../registry/repository.ts';
import type { Services } from '../../core/services.ts';
import { readInput } from './schema.ts';

/** An authorized call: its caller and its registry. */
export interface Call {
  readonly services: Services;
  readonly authenticated: Authenticated;
  readonly registry: Registry;
}

/** The names in an input, read without validation: for permissions, faults and the log. */
export interface CallTarget extends Pick<CallFacts, 'digests' | 'uploadId' | 'part'> {
  readonly registryId?: string;
  readonly repositoryNames: readonly string[];
}

/** An operation whose input is valid. */
export interface PreparedCall {
  readonly target: CallTarget;
  run(call: Call): object | Promise<object>;
}

/** One operation of the ECR API. */
export interface Operation {
  /** The required permission, when it is not `ecr:` and the operation's name. */
  readonly action?: string;
  /** @throws EcrError InvalidParameterException, SerializationException */
  prepare(input: unknown): PreparedCall;
}

export function operation<T>(definition: {
  readonly input: z.ZodType<T>;
  readonly action?: string;
  readonly run: (call: Call, input: T) => object | Promise<object>;
}): Operation {
  return {
    action: definition.action,
    prepare: (json) => {
      const input = readInput(definition.input, json);
      return { target: targetOf(json), run: (call) => definition.run(call, input) };
    },
  };
}

/** An operation on one repository, which must exist. */
export function repositoryOperation<T extends { repositoryName: string }>(definition: {
  readonly input: z.ZodType<T>;
  readonly action?: string;
  readonly run: (repository: Repository, input: T, call: Call) => object | Promise<object>;
}): Operation {
  return operation({
    ...definition,
    run: (call, input) => definition.run(call.registry.repository(input.repositoryName), input, call),
  });
}

const maybe = <T extends z.ZodType>(schema: T) => schema.optional().catch(undefined);
const targetFields = z.object({
  registryId: maybe(z.string()),
  repositoryName: maybe(z.string()),
  repositoryNames: maybe(z.array(z.string())),
  resourceArn: maybe(z.string()),
  uploadId: maybe(z.string()),
  layerDigest: maybe(z.string()),
  layerDigests: maybe(z.array(z.string())),
  imageDigest: maybe(z.string()),
  imageIds: maybe(z.array(z.object({ imageDigest: maybe(z.string()) }))),
  imageId: maybe(z.object({ imageDigest: maybe(z.string()) })),
  subjectId: maybe(z.object({ imageDigest: maybe(z.string()) })),
  partFirstByte: maybe(z.number()),
  partLastByte: maybe(z.number()),
});

function targetOf(json: unknown): CallTarget {
  const input = targetFields.parse(json);
  const arn = input.resourceArn === undefined ? undefined : readRepositoryArn(input.resourceArn);
  const digests = [
    input.layerDigest,
    ...(input.layerDigests ?? []),
    input.imageDigest,
    ...(input.imageIds ?? []).map((imageId) => imageId.imageDigest),
    input.imageId?.imageDigest,
    input.subjectId?.imageDigest,
  ].filter((digest) => digest !== undefined);
  const { partFirstByte: firstByte, partLastByte: lastByte } = input;
  return {
    registryId: input.registryId ?? arn?.registryId,
    repositoryNames: [input.repositoryName ?? arn?.repositoryName ?? [], input.repositoryNames ?? []].flat(),
    digests,
    uploadId: input.uploadId,
    part: firstByte !== undefined && lastByte !== undefined ? { firstByte, lastByte } : undefined,
  };
}

/** @throws EcrError InvalidParameterException */
export function readRepositoryArn(arn: string): {
  readonly registryId: string;
  readonly repositoryName: string;
} {
  const match = /^arn:aws[a-z-]*:ecr:[a-z0-9-]+:(\d{12}):repository\/(.+)$/.exec(arn);
  if (!match) throw invalidParameter('resourceArn', 'Invalid ARN');
  const [, id = '', repositoryName = ''] = match;
  return { registryId: id, repositoryName };
}
