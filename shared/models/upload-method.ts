import { z } from 'zod';

/**
 * How layers are uploaded. `registry`: the OCI distribution API at `<account>.dkr.ecr.<region>…`, with raw bytes and
 * cross-repository mounts. `api`: the ECR API, with base64. Manifests and tags always go through the ECR API.
 */
export const uploadMethods = ['registry', 'api'] as const;
export type UploadMethod = (typeof uploadMethods)[number];

/** `auto`: the registry endpoint where it is available and allowed, else the ECR API. */
export const uploadMethodChoiceSchema = z.enum(['auto', ...uploadMethods]);
export type UploadMethodChoice = z.infer<typeof uploadMethodChoiceSchema>;
