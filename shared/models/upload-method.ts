import { z } from 'zod';

/**
 * The two ways for layers into a registry. `registry`: the Docker Registry v2 API at `<account>.dkr.ecr.<region>…`, which
 * takes raw bytes and can take a layer over from another repository. `api`: ECR's own API, as base64. Manifests and tags
 * always go by the API.
 */
export const doors = ['registry', 'api'] as const;
export type Door = (typeof doors)[number];

/** `auto`: the registry's door where it is reachable and allowed, else the API. */
export const doorChoiceSchema = z.enum(['auto', ...doors]);
export type DoorChoice = z.infer<typeof doorChoiceSchema>;
