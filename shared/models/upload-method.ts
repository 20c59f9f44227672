import { z } from 'zod';

/**
 * The two ways for layers into a registry. `registry`: the Docker Registry v2 API at `<account>.dkr.ecr.<region>…`, which
 * takes raw bytes and can take a layer over from another repository. `api`: ECR's own API, as base64. Manifests and tags
 * always go by the API.
 */
export const uploadMethods = ['registry', 'api'] as const;
export type UploadMethod = (typeof uploadMethods)[number];

/** `auto`: the registry's door where it is reachable and allowed, else the API. */
export const uploadMethodChoiceSchema = z.enum(['auto', ...uploadMethods]);
export type UploadMethodChoice = z.infer<typeof uploadMethodChoiceSchema>;
