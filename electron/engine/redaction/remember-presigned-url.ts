import { knownSecrets } from './known-secrets.ts';

const secretParameters = /^x-amz-(?:signature|security-token)$|^(?:signature|token)$/i;

/** Registers the signature and the token of a presigned URL for redaction: they grant access to the layer. */
export function rememberPresignedUrl(url: string): void {
  if (!URL.canParse(url)) return;
  for (const [name, value] of new URL(url).searchParams)
    if (secretParameters.test(name)) knownSecrets.rememberBriefly(value);
}
