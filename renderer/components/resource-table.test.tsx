import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { TableView } from '../../shared/models/table-view.ts';
import { readView, tablesSchema, withView } from '../../shared/models/table-view.ts';
import { freshPage } from '../testing/render-app.tsx';
import { ResourceTable } from './resource-table.tsx';
import type { ResourceColumn } from './table-columns.ts';
import { TableViewsContext, useTablePages } from './table-views.ts';

freshPage();

interface Fruit {
  readonly name: string;
  readonly color: string;
}

const columns: readonly ResourceColumn<Fruit>[] = [
  { id: 'name', header: 'Name', isRowHeader: true, cell: ({ name }) => name },
  { id: 'color', header: 'Color', width: 150, cell: ({ color }) => color },
  { id: 'taste', header: <b>How it tastes</b>, label: 'Taste', isHidden: true, cell: () => 'sweet' },
];
const rows = Array.from({ length: 60 }, (_, index) => ({ name: `fruit ${index}`, color: 'green' }));

function Fruits() {
  const pages = useTablePages('fruits', rows);
  return (
    <ResourceTable
      name="fruits"
      label="Fruits"
      title="Fruits"
      items={pages.items}
      columnDefinitions={columns}
      trackBy="name"
      pages={{ ...pages, what: 'Fruits' }}
    />
  );
}

/** Renders the table with a saved view; the answer has the view as it is now. */
function renderFruits(view: TableView = {}) {
  let saved = withView(tablesSchema.parse({}), 'fruits', view);
  function Provider() {
    const [tables, setTables] = useState(saved);
    return (
      <TableViewsContext
        value={{
          imageFilters: [],
          saveImageFilters: () => undefined,
          read: (name) => readView(tables, name),
          change: (name, change) => {
            saved = withView(saved, name, change);
            setTables(saved);
          },
        }}
      >
        <Fruits />
      </TableViewsContext>
    );
  }
  render(
    <I18nProvider locale="en" messages={[messages]}>
      <Provider />
    </I18nProvider>,
  );
  return { user: userEvent.setup({ delay: null }), saved: () => readView(saved, 'fruits') };
}

const table = (): HTMLElement => screen.getByRole('table', { name: 'Fruits' });
const headers = (): string[] =>
  within(table())
    .getAllByRole('columnheader')
    .map((header) => header.textContent);
const rowCount = (): number => within(table()).getAllByRole('row').length - 1;
const openPreferences = async (user: ReturnType<typeof userEvent.setup>): Promise<HTMLElement> => {
  await user.click(screen.getByRole('button', { name: 'Fruits preferences' }));
  return screen.findByRole('dialog', { name: 'Fruits preferences' });
};

test('hides and shows columns, and remembers them', async () => {
  const { user, saved } = renderFruits();
  expect(headers()).toEqual(['Name', 'Color']);
  const dialog = await openPreferences(user);
  expect(within(dialog).getByRole('checkbox', { name: 'Name' })).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('checkbox', { name: 'Color' }));
  await user.click(within(dialog).getByRole('checkbox', { name: 'Taste' }));
  await user.click(within(dialog).getByRole('button', { name: 'Confirm' }));
  await waitFor(() => expect(headers()).toEqual(['Name', 'How it tastes']));
  expect(saved().columns).toEqual([
    { id: 'name', visible: true },
    { id: 'color', visible: false },
    { id: 'taste', visible: true },
  ]);
  cleanup();
  renderFruits(saved());
  expect(headers()).toEqual(['Name', 'How it tastes']);
});

test('changes page size, density, wrapping and stripes, and resets all of them', async () => {
  const { user, saved } = renderFruits();
  expect(rowCount()).toBe(25);
  const dialog = await openPreferences(user);
  await user.click(within(dialog).getByRole('radio', { name: '50 per page' }));
  await user.click(within(dialog).getByRole('checkbox', { name: /^Wrap lines/ }));
  await user.click(within(dialog).getByRole('checkbox', { name: /^Striped rows/ }));
  await user.click(within(dialog).getByRole('checkbox', { name: /^Compact mode/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Confirm' }));
  await waitFor(() => expect(rowCount()).toBe(50));
  expect(saved()).toEqual({ pageSize: 50, wrapLines: false, stripedRows: true, density: 'compact' });

  await user.click(within(await openPreferences(user)).getByRole('button', { name: 'Reset to defaults' }));
  await waitFor(() => expect(rowCount()).toBe(25));
  expect(saved()).toEqual({});
  expect(screen.queryByRole('dialog')).toBeNull();
  const button = screen.getByRole('button', { name: 'Fruits preferences' });
  await waitFor(() => expect(document.activeElement).toBe(button));
});

test('nothing changes when the preferences are cancelled', async () => {
  const { user, saved } = renderFruits({ pageSize: 50 });
  const dialog = await openPreferences(user);
  await user.click(within(dialog).getByRole('radio', { name: '10 per page' }));
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(rowCount()).toBe(50);
  expect(saved()).toEqual({ pageSize: 50 });
});

test('a column is resized by the keyboard, keeps the focus, and its width is remembered', async () => {
  const { user, saved } = renderFruits();
  const header = within(table()).getByRole('columnheader', { name: 'Color' });
  const resizer = within(header).getByRole('button', { name: 'Color' });
  resizer.focus();
  await user.keyboard('{Enter}');
  fireEvent.keyDown(within(header).getByRole('slider'), { key: 'ArrowRight', keyCode: 39 });
  fireEvent.keyDown(within(header).getByRole('slider'), { key: 'Enter', keyCode: 13 });
  await waitFor(() => expect(saved().widths?.['color']).toBeGreaterThan(0));
  expect(table().contains(resizer)).toBe(true);
  expect(Object.keys(saved().widths ?? {})).toEqual(['name', 'color', 'taste']);
});

test('a saved view with unknown columns, widths and page size is used', () => {
  renderFruits({
    pageSize: 30,
    columns: [
      { id: 'shape', visible: true },
      { id: 'color', visible: true },
    ],
    widths: { shape: 100, color: 222 },
  });
  expect(headers()).toEqual(['Name', 'Color']);
  expect(rowCount()).toBe(30);
  const header = within(table()).getByRole('columnheader', { name: 'Name' });
  expect(header.style.width).not.toBe('');
});
