import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ChoiceField } from './choice-field.tsx';

test('has its label once, for the segments and for the list of a narrow window', async () => {
  const onChange = vi.fn<(event: unknown) => void>();
  const options = ['Light', 'Dark'].map((text) => ({ id: text, text }));
  render(<ChoiceField label="Appearance" options={options} selectedId="Light" onChange={onChange} />);
  expect(screen.getAllByText('Appearance')).toHaveLength(1);
  expect(screen.getByRole('toolbar', { name: 'Appearance' })).toBeTruthy();
  expect(screen.getByRole('button', { name: /^Appearance/, expanded: false })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Dark' }));
  expect(onChange.mock.calls[0]?.[0]).toMatchObject({ detail: { selectedId: 'Dark' } });
});
