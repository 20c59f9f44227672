import type { ComponentType, ReactNode } from 'react';
import { lazy, Suspense, useState } from 'react';
import { LoadingPage } from './loading-page.tsx';

const loads: (() => Promise<unknown>)[] = [];

/**
 * A page that the first screen does not need. Its code is loaded by `loadPages`, or when it is shown before that. Once
 * loaded it is rendered at once: React.lazy would show the loading state for a moment even then.
 *
 * @param loading what is shown until then.
 */
export function lazyPage<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  loading: ReactNode = <LoadingPage text="Loading" />,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const loadPage = async (): Promise<ComponentType<Props>> => (loaded ??= await load());
  loads.push(loadPage);
  const Lazy = lazy(async () => ({ default: await loadPage() }));
  return function Page(props: Props) {
    // For as long as it is shown: React would discard the state of a page that becomes another component.
    const [Chosen] = useState<ComponentType<Props>>(() => loaded ?? Lazy);
    return (
      <Suspense fallback={loading}>
        <Chosen {...props} />
      </Suspense>
    );
  };
}

/**
 * Loads all pages one after another, so that a click does not wait for its page.
 *
 * @param whenIdle waited for before each page.
 */
export async function loadPages(whenIdle: () => Promise<unknown>): Promise<void> {
  for (const load of loads) {
    await whenIdle();
    await load().catch(() => undefined);
  }
}
