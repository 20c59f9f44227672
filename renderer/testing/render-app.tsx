import { cleanup, configure, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, vi } from 'vitest';
import type { Settings } from '../../shared/models/settings.ts';
import { settingsSchema } from '../../shared/models/settings.ts';
import { App } from '../app/app.tsx';
import { loadPages } from '../app/page/lazy-page.tsx';
import type { Answers } from './fake-api.ts';
import { createFakeApi } from './fake-api.ts';

configure({
  // Rendering full tables in happy-dom takes long on a busy machine.
  asyncUtilTimeout: 120_000,
  // A query that is repeated until it succeeds fails often: printing the document each time takes long.
  getElementError: (message) => new Error(message ?? 'Not found.'),
});

/** The height in pixels: happy-dom has no layout, and a virtualized list without a height renders no rows. */
function windowHeight(this: HTMLElement): number {
  return this.dataset.windowed === undefined ? 0 : 600;
}

function rowHeight(this: HTMLElement): number {
  return this.dataset.index === undefined ? 0 : 34;
}

/** Resets the page for each test of a file, and adds media queries and scrolling, which happy-dom lacks. */
export function freshPage(): void {
  beforeAll(() => loadPages(() => Promise.resolve()));
  beforeEach(() => {
    sessionStorage.clear();
    vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }));
    Element.prototype.scrollIntoView = () => undefined;
    Object.defineProperties(HTMLElement.prototype, {
      clientHeight: { configurable: true, get: windowHeight },
      offsetHeight: { configurable: true, get: rowHeight },
    });
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });
}

/** Renders the app with a fake main process. */
export function renderApp(answers: Partial<Answers> = {}) {
  const fake = createFakeApi(answers);
  vi.stubGlobal('api', fake.api);
  const user = userEvent.setup({ delay: null });
  render(<App />);
  return { ...fake, user };
}

/** The answers of a start with saved selections of both sides. */
export const bothSidesChosen = (more: Partial<Settings> = {}): Partial<Answers> => {
  let settings: Settings = {
    ...settingsSchema.parse({}),
    source: { profile: 'development', regions: {} },
    destination: { profile: 'production', regions: {} },
    ...more,
  };
  return {
    'settings.read': () => settings,
    'settings.change': (change) => {
      settings = { ...settings, ...change, accounts: settings.accounts };
      return settings;
    },
  };
};

/** Renders the app with saved selections of both sides, because selecting them in each test is slow. */
export const renderWithSides = (answers: Partial<Answers> = {}) =>
  renderApp({ ...bothSidesChosen(), ...answers });

type User = ReturnType<typeof userEvent.setup>;

/** Shows the fields of both sides, which become one line once both are selected. */
export async function openRoute(user: User): Promise<void> {
  const change = screen.queryByRole('button', { name: 'Change source and destination' });
  if (change) await user.click(change);
}

const isOfSide = (label: string): boolean => /^(Source|Destination) /.test(label);

/** Opens a select by its label and selects an option. */
export async function choose(user: User, label: string, option: RegExp, filter?: string): Promise<void> {
  if (isOfSide(label)) await openRoute(user);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${label}`), expanded: false }));
  if (filter !== undefined)
    await user.type(screen.getByRole('combobox', { name: `Find ${label.toLowerCase()}` }), filter);
  await user.click(await screen.findByRole('option', { name: option }));
}

/** Opens the profile list of a side and selects a row. */
export async function chooseProfile(user: User, label: string, row: RegExp): Promise<void> {
  if (isOfSide(label)) await openRoute(user);
  await user.click(await screen.findByRole('button', { name: new RegExp(`^${label}`), expanded: false }));
  await user.click(await screen.findByRole('row', { name: row }));
}

/** Selects the profiles of both sides. */
export async function chooseSides(user: User): Promise<void> {
  await chooseProfile(user, 'Source profile', /^development/);
  await chooseProfile(user, 'Destination profile', /^production/);
}

/** The rows of the table of images. */
export const imageRows = (): HTMLElement[] =>
  within(screen.getByRole('treegrid', { name: 'Images' }))
    .getAllByRole('row')
    .slice(1);

/** Opens the images of team/api. */
export async function openImages(user: User): Promise<void> {
  await user.click(await screen.findByRole('link', { name: 'team/api' }));
  await screen.findByRole('treegrid', { name: 'Images' });
}

/** Opens the review of one tag of team/api; the destination repository has the same name. */
export async function openReview(user: User, tag = 'v1.1'): Promise<void> {
  await openImages(user);
  await user.click(await screen.findByRole('button', { name: `Tag ${tag}` }));
  await user.click(screen.getByRole('button', { name: 'Review' }));
  await screen.findByRole('heading', { name: 'Review' });
}
