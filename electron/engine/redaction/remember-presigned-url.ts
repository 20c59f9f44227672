import { knownSecrets } from './known-secrets.ts';

const secretParameters = /^x-amz-(?:signature|security-token)$|^(?:signature|token)$/i;

/** Notes what makes a presigned address open: whoever has its signature may read the layer. */
export function rememberPresignedUrl(url: string): void {
  if (!URL.canParse(url)) return;
  for (const [name, value] of new URL(url).searchParams)
    if (secretParameters.test(name)) knownSecrets.rememberBriefly(value);
}
