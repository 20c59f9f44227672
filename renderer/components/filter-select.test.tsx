import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test } from 'vitest';
import { FilterSelect, matchingNames } from './filter-select.tsx';

afterEach(cleanup);

const names = ['alpha', 'beta', 'beta-two', 'gamma-x', 'gamma'];

/** Each name that contains the filter, and the filter as a new name; the name `beta` cannot be selected. */
const optionsFor = (filter: string) => [
  ...matchingNames(names, filter).map((option) => ({ ...option, disabled: option.value === 'beta' })),
  ...(filter.startsWith('new') || filter === 'alph' ? [{ value: filter, label: `Create ${filter}` }] : []),
];

function Field() {
  const [value, setValue] = useState<string>();
  return (
    <FilterSelect
      ariaLabel="Name"
      placeholder="Choose"
      filteringAriaLabel="Find name"
      optionsFor={optionsFor}
      selected={value === undefined ? undefined : { value, label: value }}
      onSelect={setValue}
      empty="No matches"
    />
  );
}

async function openField() {
  const user = userEvent.setup({ delay: null });
  render(<Field />);
  await user.click(screen.getByRole('button', { name: /^Name/ }));
  return { user, filter: screen.getByRole('combobox', { name: 'Find name' }) };
}

const field = () => screen.getByRole('button', { name: /^Name/ });

test('Enter takes the first option that matches and can be selected, closes the list, and returns the focus', async () => {
  const { user, filter } = await openField();
  await user.type(filter, 'bet');
  expect(await screen.findByText('Enter selects beta-two')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(field().textContent).toContain('beta-two');
  expect(screen.queryByRole('combobox', { name: 'Find name' })).toBeNull();
  expect(document.activeElement).toBe(field());
});

test('Enter prefers the option of exactly the typed name', async () => {
  const { user, filter } = await openField();
  await user.type(filter, 'gamma{Enter}');
  expect(field().textContent).toMatch(/gamma$/);
});

test('Enter takes an existing name before it creates one, and creates one when none matches', async () => {
  const { user, filter } = await openField();
  await user.type(filter, 'alph');
  expect(await screen.findByText('Enter selects alpha')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(field().textContent).toMatch(/alpha$/);
  await user.click(field());
  await user.type(screen.getByRole('combobox', { name: 'Find name' }), 'new-one{Enter}');
  expect(field().textContent).toMatch(/new-one$/);
});

test('Enter takes the option that the arrow keys reached', async () => {
  const { user, filter } = await openField();
  await user.type(filter, 'a');
  // user-event sends no key codes, by which Cloudscape recognizes arrow keys.
  for (let step = 0; step < 3; step += 1) fireEvent.keyDown(filter, { key: 'ArrowDown', keyCode: 40 });
  fireEvent.keyDown(filter, { key: 'Enter', keyCode: 13 });
  expect(field().textContent).toContain('beta-two');
});

test('Enter selects nothing without a match or without a filter', async () => {
  const { user, filter } = await openField();
  await user.keyboard('{Enter}');
  await user.type(filter, 'nothing like it{Enter}');
  expect(field().textContent).toContain('Choose');
  expect(screen.getByText('No matches')).toBeTruthy();
});
