import { describe, expect, it } from 'vitest';
import { routeOf } from './route.ts';

describe('routeOf', () => {
  it.each([
    ['/v2/', { kind: 'base' }],
    ['/v2/team/api/blobs/sha256:ab', { kind: 'blob', name: 'team/api', digest: 'sha256:ab' }],
    ['/v2/team/api/blobs/uploads/', { kind: 'uploads', name: 'team/api' }],
    ['/v2/api/blobs/uploads/0-1', { kind: 'upload', name: 'api', uploadId: '0-1' }],
    ['/v2/a/manifests/b/manifests/1.0', { kind: 'manifest', name: 'a/manifests/b', reference: '1.0' }],
    ['/v2/a/manifests/sha256%3Aab', { kind: 'manifest', name: 'a', reference: 'sha256:ab' }],
    ['/v2/team/api/tags/list', { kind: 'tags', name: 'team/api' }],
    ['/v2/team/api/referrers/sha256:ab', { kind: 'referrers', name: 'team/api', digest: 'sha256:ab' }],
  ])('understands %s', (path, route) => {
    expect(routeOf(path)).toEqual(route);
  });

  it.each(['/', '/v1/', '/v2/_catalog', '/v2/api', '/v2//tags/list', '/v2/api/manifests/'])(
    'offers nothing at %s',
    (path) => {
      expect(routeOf(path)).toBeUndefined();
    },
  );
});
