import { z } from 'zod';
import type { ErrorData } from './result.ts';
import { boundedText, maxPath } from './bounds.ts';

/** The source of the proxy: the operating system, HTTPS_PROXY and NO_PROXY of the environment, or the settings. */
export const proxyModeSchema = z.enum(['system', 'environment', 'manual', 'none']);

export const networkSettingsSchema = z.object({
  proxyMode: proxyModeSchema.default('system'),
  /** `http://host:port` or `https://host:port`; for `manual`. User name and password are stored encrypted in another file. */
  proxyUrl: boundedText(2_048)
    .regex(/^https?:\/\/[^\s/@]+\/?$/, 'Enter the proxy as http://host:port.')
    .optional(),
  /** Hosts without the proxy, as in NO_PROXY: `localhost,.internal,10.0.0.1`; for `manual`. */
  proxyBypass: boundedText(10_000).optional(),
  /** A PEM file with certificates that are trusted in addition to the system's. */
  certificateFile: boundedText(maxPath).optional(),
});
export type NetworkSettings = z.infer<typeof networkSettingsSchema>;

/** A source of certificates that are trusted in addition to those of Node.js. */
export interface CertificateSource {
  readonly from: 'system' | 'settings' | 'AWS_CA_BUNDLE' | 'ca_bundle' | 'NODE_EXTRA_CA_CERTS';
  readonly path?: string | undefined;
  readonly count: number;
  /** Why no certificate can be read from it. */
  readonly problem?: string | undefined;
}

/** The names of the variables that the login shell added to the environment, without their values. */
export type ShellEnvironment =
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'loaded'; readonly shell: string; readonly names: readonly string[] }
  | { readonly kind: 'failed'; readonly shell: string; readonly problem: string };

/** The app's connection to AWS. */
export interface NetworkFacts {
  readonly certificates: readonly CertificateSource[];
  readonly shellEnvironment: ShellEnvironment;
  /** True when the manual proxy has a user name and password. */
  readonly hasProxyPassword: boolean;
  /** False when user name and password are only in memory, until the app quits. */
  readonly isProxyPasswordStored: boolean;
}

/** The result of connecting to one host. */
export interface ConnectionCheck {
  /** `api.ecr.eu-west-1.amazonaws.com` */
  readonly host: string;
  /** Why the app needs the host. */
  readonly purpose: 'ecr-api' | 'registry' | 'layers' | 'sts' | 'sso-oidc' | 'sso-portal' | 'sign-in';
  /** `direct`, or the proxy's `host:port`. */
  readonly via: string;
  /** Any HTTP status proves the connection. */
  readonly outcome:
    | { readonly kind: 'answered'; readonly status: number; readonly milliseconds: number }
    | { readonly kind: 'failed'; readonly error: ErrorData };
}
