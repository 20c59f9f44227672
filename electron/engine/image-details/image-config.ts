import { z } from 'zod';
import type { ImageConfig } from '../../../shared/models/image-details.ts';

const texts = z
  .array(z.string())
  .nullish()
  .catch(undefined)
  .transform((list) => list ?? []);
const text = z
  .string()
  .optional()
  .catch(undefined)
  .transform((value) => value || undefined);
const keys = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(undefined)
  .transform((record) => Object.keys(record ?? {}));

/** Of OCI's image config (image-spec, config.md) what is shown; Docker's has the same members. */
const schema = z.object({
  os: z.string().min(1),
  architecture: z.string().min(1),
  variant: text,
  created: text,
  author: text,
  config: z
    .object({
      User: text,
      WorkingDir: text,
      Entrypoint: texts,
      Cmd: texts,
      Env: texts,
      ExposedPorts: keys,
      Labels: z.record(z.string(), z.string()).nullish().catch(undefined),
    })
    .nullish(),
  history: z
    .array(
      z.object({
        created: text,
        created_by: text,
        comment: text,
        empty_layer: z.boolean().catch(false).default(false),
      }),
    )
    .optional()
    .catch(undefined),
});

/** One line of the config's history. */
export interface HistoryLine {
  readonly created?: string | undefined;
  readonly created_by?: string | undefined;
  readonly comment?: string | undefined;
  /** It made no layer. */
  readonly empty_layer: boolean;
}

const variableName = (assignment: string): string => assignment.split('=', 1)[0] ?? '';

/** Reads the config of an image; undefined for anything else, such as the config of a chart. */
export function readImageConfig(
  document: string,
): { readonly config: ImageConfig; readonly history: readonly HistoryLine[] } | undefined {
  let value: unknown;
  try {
    value = JSON.parse(document);
  } catch {
    return undefined;
  }
  const { success, data } = schema.safeParse(value);
  if (!success) return undefined;
  const { os, architecture, variant, created, author, config, history = [] } = data;
  return {
    config: {
      platform: variant === undefined ? { os, architecture } : { os, architecture, variant },
      createdAt: created,
      author,
      user: config?.User,
      workingDirectory: config?.WorkingDir,
      entrypoint: config?.Entrypoint ?? [],
      command: config?.Cmd ?? [],
      exposedPorts: config?.ExposedPorts ?? [],
      environmentNames: (config?.Env ?? []).map(variableName),
      labels: config?.Labels ?? {},
    },
    history,
  };
}
