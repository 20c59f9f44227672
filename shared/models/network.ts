import { z } from 'zod';
import type { ErrorData } from '../result.ts';
import { boundedText, maxPath } from './bounds.ts';

/** Where the way to a proxy comes from: the operating system, the environment's HTTPS_PROXY and NO_PROXY, or the person. */
export const proxyModeSchema = z.enum(['system', 'environment', 'manual', 'none']);
export type ProxyMode = z.infer<typeof proxyModeSchema>;

export const networkSettingsSchema = z.object({
  proxyMode: proxyModeSchema.default('system'),
  /** `http://host:port` or `https://host:port`; for `manual`. Name and password are held elsewhere. */
  proxyUrl: boundedText(2_048)
    .regex(/^https?:\/\/[^\s/@]+\/?$/, 'A proxy is written as http://host:port.')
    .optional(),
  /** Hosts that are reached without the proxy, as in NO_PROXY: `localhost,.internal,10.0.0.1`; for `manual`. */
  proxyBypass: boundedText(10_000).optional(),
  /** A PEM file whose certificates are trusted besides the system's. */
  certificateFile: boundedText(maxPath).optional(),
});
export type NetworkSettings = z.infer<typeof networkSettingsSchema>;

/** Where certificates come from that are trusted besides Node's own. */
export interface CertificateSource {
  readonly from: 'system' | 'settings' | 'AWS_CA_BUNDLE' | 'ca_bundle' | 'NODE_EXTRA_CA_CERTS';
  readonly path?: string | undefined;
  readonly count: number;
  /** Why none could be taken from it. */
  readonly problem?: string | undefined;
}

/** What the login shell added to the environment of an app that was started from the desktop. Holds names, never values. */
export type ShellEnvironment =
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'loaded'; readonly shell: string; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly shell: string; readonly problem: string };

/** How the app reaches AWS. */
export interface NetworkFacts {
  readonly certificates: readonly CertificateSource[];
  readonly shellEnvironment: ShellEnvironment;
  /** True when a name and password for the manual proxy are held. */
  readonly hasProxyPassword: boolean;
  /** False when they would be forgotten with the end of the app. */
  readonly isProxyPasswordStored: boolean;
}

/** One host that was tried. */
export interface ConnectionCheck {
  /** `api.ecr.eu-west-1.amazonaws.com` */
  readonly host: string;
  /** What the app needs it for. */
  readonly purpose: 'ecr-api' | 'registry' | 'layers' | 'sts' | 'sso-oidc' | 'sso-portal' | 'sign-in';
  /** `direct`, or the proxy's `host:port`. */
  readonly via: string;
  /** Any answer proves the way there; `status` is HTTP's. */
  readonly outcome:
    | { readonly kind: 'answered'; readonly status: number; readonly milliseconds: number }
    | { readonly kind: 'failed'; readonly error: ErrorData };
}
