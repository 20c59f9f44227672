import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { act, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { expect, test } from 'vitest';
import { matchesImage } from '../../../../shared/images/match-image-filter.ts';
import type { ImageFilter, SavedImageFilter } from '../../../../shared/models/image-filter.ts';
import { noImageFilter } from '../../../../shared/models/image-filter.ts';
import { focusFilter } from '../../../components/filter-field.tsx';
import { TableViewsContext } from '../../../components/table-views.ts';
import type { UndoOffer } from '../../../components/undo.ts';
import { UndoContext } from '../../../components/undo.ts';
import { freshPage } from '../../../testing/render-app.tsx';
import { image } from '../../../testing/sample-data.ts';
import { ImageFilterField } from './image-filter-field.tsx';

freshPage();

const images = Array.from({ length: 12 }, (_, index) =>
  image(index, { kind: index % 3 === 0 ? 'index' : 'image', sizeInBytes: index * 10_000_000 }),
);

/** Renders the field above the tags of the images that match. */
function renderField(start: ImageFilter = noImageFilter, startSaved: readonly SavedImageFilter[] = []) {
  const seen = { filter: start, saved: startSaved };
  const offers: UndoOffer[] = [];
  const report = (filter: ImageFilter, saved: readonly SavedImageFilter[]): void => {
    Object.assign(seen, { filter, saved });
  };
  function Page() {
    const [filter, setFilter] = useState(start);
    const [saved, setSaved] = useState(startSaved);
    useEffect(() => report(filter, saved), [filter, saved]);
    const matching = images.filter((each) => matchesImage(filter, each));
    return (
      <TableViewsContext
        value={{
          read: () => ({}),
          change: () => undefined,
          imageFilters: saved,
          saveImageFilters: setSaved,
        }}
      >
        <ImageFilterField
          filter={filter}
          onChange={setFilter}
          properties={['tag', 'digest', 'kind', 'status', 'size', 'pushed', 'lastPull']}
          countText={`${matching.length} matches`}
        />
        <ul aria-label="Images">
          {matching.map(({ digest, tags }) => (
            <li key={digest}>{tags[0]}</li>
          ))}
        </ul>
      </TableViewsContext>
    );
  }
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <UndoContext
        value={(offer) => {
          offers.push(offer);
          return () => undefined;
        }}
      >
        <Page />
      </UndoContext>
    </I18nProvider>,
  );
  return { user: userEvent.setup({ delay: null }), seen, offers };
}

const field = (): HTMLElement => screen.getByRole('combobox', { name: 'Filter images' });
/** Types a condition and presses Enter, whose key code happy-dom lacks. */
async function enter(user: ReturnType<typeof userEvent.setup>, text: string): Promise<void> {
  await user.type(field(), text);
  fireEvent.keyDown(field(), { key: 'Enter', keyCode: 13 });
}

const shown = (): (string | null)[] =>
  within(screen.getByRole('list', { name: 'Images' }))
    .queryAllByRole('listitem')
    .map((each) => each.textContent);

test('typing filters at once by tag or digest, Enter keeps the text as a condition, and clearing shows all', async () => {
  const { user, seen } = renderField();
  await user.type(field(), 'V1.1');
  await waitFor(() => expect(shown()).toEqual(['v1.1', 'v1.10', 'v1.11']));
  expect(screen.getByRole('status').textContent).toBe('3 matches');
  await user.clear(field());
  await waitFor(() => expect(shown()).toHaveLength(12));
  await enter(user, 'v1.1');
  await waitFor(() => expect(seen.filter.tokens).toEqual([{ operator: ':', value: 'v1.1' }]));
  expect(field()).toHaveProperty('value', '');
  expect(shown()).toHaveLength(3);
  await user.type(field(), '.11');
  await waitFor(() => expect(shown()).toEqual(['v1.11']));
  await user.click(screen.getByRole('button', { name: 'Clear filter' }));
  await waitFor(() => expect(shown()).toHaveLength(12));
  expect(field()).toHaveProperty('value', '');
});

test('keeps a typed text when a condition is removed', async () => {
  const { user, seen } = renderField({ operation: 'and', tokens: [{ operator: ':', value: 'v1' }] });
  await user.type(field(), '.11');
  await waitFor(() => expect(shown()).toEqual(['v1.11']));
  await user.click(screen.getByRole('button', { name: /^Remove filter/ }));
  await waitFor(() => expect(seen.filter).toMatchObject({ tokens: [], text: '.11' }));
  expect(field()).toHaveProperty('value', '.11');
});

test('a condition is typed, and its start does not filter as text', async () => {
  const { user, seen } = renderField();
  await user.type(field(), 'Size > ');
  expect(shown()).toHaveLength(12);
  await enter(user, '95 MB');
  await waitFor(() => expect(shown()).toEqual(['v1.10', 'v1.11']));
  expect(seen.filter.tokens).toEqual([{ propertyKey: 'size', operator: '>', value: '95 MB' }]);
});

test('a condition without a meaning is explained, kept, and not used', async () => {
  const { user, seen } = renderField();
  await enter(user, 'Pushed < yesterday');
  expect(await screen.findByText(/“yesterday” is not a date.*This condition is not used\./)).toBeTruthy();
  expect(seen.filter.tokens).toHaveLength(1);
  expect(shown()).toHaveLength(12);
});

test('the command Find focuses the field', () => {
  renderField();
  focusFilter();
  expect(document.activeElement).toBe(field());
});

const action = async (user: ReturnType<typeof userEvent.setup>, name: string): Promise<void> => {
  await user.click(screen.getByRole('button', { name: 'Saved filter actions' }));
  await user.click(await screen.findByRole('menuitem', { name }));
};

test('a filter is saved under a unique name, changed, renamed, removed, and the removal undone', async () => {
  const large: SavedImageFilter = {
    name: 'Large',
    filter: { operation: 'and', tokens: [{ propertyKey: 'size', operator: '>', value: '95 MB' }] },
  };
  const { user, seen, offers } = renderField(
    { operation: 'and', tokens: [{ propertyKey: 'tag', operator: '^', value: 'v1.1' }] },
    [large],
  );
  await action(user, 'Save as new filter');
  const dialog = screen.getByRole('dialog', { name: 'Save filter' });
  const name = within(dialog).getByRole('textbox', { name: 'Name' });
  await user.type(name, 'Large{Enter}');
  expect(await within(dialog).findByText('Another filter has this name.')).toBeTruthy();
  await user.clear(name);
  await user.type(name, 'First release{Enter}');
  await waitFor(() => expect(seen.saved.map((each) => each.name)).toEqual(['First release', 'Large']));

  await enter(user, 'Kind = image');
  await screen.findByText('First release (changed)');
  await action(user, 'Save changes');
  await waitFor(() => expect(seen.saved[0]?.filter.tokens).toHaveLength(2));

  await action(user, 'Rename');
  const rename = screen.getByRole('dialog', { name: 'Rename filter' });
  const field2 = within(rename).getByRole('textbox', { name: 'Name' });
  await user.clear(field2);
  await user.type(field2, 'Old releases');
  await user.click(within(rename).getByRole('button', { name: 'Rename' }));
  await waitFor(() => expect(seen.saved.map((each) => each.name)).toEqual(['Large', 'Old releases']));

  await user.click(screen.getByRole('button', { name: /^Saved filters/ }));
  await user.click(await screen.findByRole('option', { name: 'Large' }));
  await waitFor(() => expect(shown()).toEqual(['v1.10', 'v1.11']));
  await action(user, 'Remove');
  await waitFor(() => expect(seen.saved.map((each) => each.name)).toEqual(['Old releases']));
  expect(shown()).toEqual(['v1.10', 'v1.11']);
  expect(offers[0]?.text).toBe('Saved filter “Large” removed.');
  offers[0]?.undo();
  await waitFor(() => expect(seen.saved.map((each) => each.name)).toEqual(['Large', 'Old releases']));
});

test('many saved filters are found by typing, and Enter takes the first match', async () => {
  const many = Array.from({ length: 12 }, (_, index): SavedImageFilter => ({
    name: `Release ${index}`,
    filter: { operation: 'and', tokens: [{ propertyKey: 'tag', operator: '=', value: `v1.${index}` }] },
  }));
  const { user } = renderField(noImageFilter, many);
  await user.click(screen.getByRole('button', { name: /^Saved filters/ }));
  await user.type(screen.getByRole('combobox', { name: 'Find saved filter' }), 'release 11{Enter}');
  await waitFor(() => expect(shown()).toEqual(['v1.11']));
});

/** Renders a field whose page shows a filter only when the test says so. */
function renderLatePage() {
  const changes: ImageFilter[] = [];
  const late: { show?: (filter: ImageFilter) => void } = {};
  function LatePage() {
    const [filter, setFilter] = useState(noImageFilter);
    useEffect(() => {
      late.show = setFilter;
    }, []);
    return (
      <ImageFilterField
        filter={filter}
        onChange={(next) => void changes.push(next)}
        properties={['tag']}
        countText="0 matches"
      />
    );
  }
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <LatePage />
    </I18nProvider>,
  );
  return {
    changes,
    show: (filter: ImageFilter): void => late.show?.(filter),
    user: userEvent.setup({ delay: null }),
  };
}

test('a text stays in the field when the filter is rendered after further keystrokes', async () => {
  const { changes, show, user } = renderLatePage();
  await user.type(field(), 'v1.10');
  expect(changes.map(({ text }) => text)).toEqual(['v', 'v1', 'v1.', 'v1.1', 'v1.10']);
  for (const change of changes) {
    await act(async () => show(change));
    expect(field()).toHaveProperty('value', 'v1.10');
  }
  await user.type(field(), '-rc');
  expect(changes.at(-1)?.text).toBe('v1.10-rc');
  // Cleared by the page, not by a late rendering.
  await act(async () => show(noImageFilter));
  expect(field()).toHaveProperty('value', '');

  // The user's own empty text is late, too.
  changes.length = 0;
  await user.type(field(), 'v');
  await user.clear(field());
  await user.type(field(), 'rc');
  expect(changes.map(({ text }) => text)).toEqual(['v', '', 'r', 'rc']);
  for (const change of changes) {
    await act(async () => show(change));
    expect(field()).toHaveProperty('value', 'rc');
  }
});

test('a text that the page clears is not read again from the field that goes', async () => {
  const { changes, show, user } = renderLatePage();
  await user.type(field(), 'v1');
  for (const change of changes) await act(async () => show(change));
  changes.length = 0;
  const before = field();
  flushSync(() => show(noImageFilter));
  // As the delayed callback of the field.
  fireEvent.input(before);
  await act(async () => undefined);
  expect(field()).toHaveProperty('value', '');
  expect(changes).toEqual([]);
});
