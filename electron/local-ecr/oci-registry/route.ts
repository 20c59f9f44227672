/** The object that a path of the OCI registry API addresses (OCI distribution specification, "Endpoints"). */
export type Route =
  | { readonly kind: 'base' }
  | { readonly kind: 'blob'; readonly name: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly name: string }
  | { readonly kind: 'upload'; readonly name: string; readonly uploadId: string }
  | { readonly kind: 'manifest'; readonly name: string; readonly reference: string }
  | { readonly kind: 'tags'; readonly name: string }
  | { readonly kind: 'referrers'; readonly name: string; readonly digest: string };

/** @returns the route of a path; undefined for what ECR does not support, for example `_catalog`. */
export function routeOf(pathname: string): Route | undefined {
  if (pathname === '/v2/' || pathname === '/v2') return { kind: 'base' };
  for (const [pattern, route] of patterns) {
    const [, name, last] = pattern.exec(pathname) ?? [];
    if (name !== undefined) return route(name, decoded(last ?? ''));
  }
  return undefined;
}

/** Text with invalid percent-encoding is used unchanged: nothing is found by that name. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Greedy names: in `/v2/a/manifests/b/manifests/latest` the repository is `a/manifests/b`. */
const patterns: readonly (readonly [RegExp, (name: string, last: string) => Route])[] = [
  [/^\/v2\/(.+)\/blobs\/uploads\/?$/, (name) => ({ kind: 'uploads', name })],
  [/^\/v2\/(.+)\/blobs\/uploads\/([^/]+)$/, (name, uploadId) => ({ kind: 'upload', name, uploadId })],
  [/^\/v2\/(.+)\/blobs\/([^/]+)$/, (name, digest) => ({ kind: 'blob', name, digest })],
  [/^\/v2\/(.+)\/manifests\/([^/]+)$/, (name, reference) => ({ kind: 'manifest', name, reference })],
  [/^\/v2\/(.+)\/tags\/list$/, (name) => ({ kind: 'tags', name })],
  [/^\/v2\/(.+)\/referrers\/([^/]+)$/, (name, digest) => ({ kind: 'referrers', name, digest })],
];
