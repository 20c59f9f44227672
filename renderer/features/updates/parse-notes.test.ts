import { expect, test } from 'vitest';
import { processorTimeOf } from '../../../shared/testing/processor-time.ts';
import { parseNotes } from './parse-notes.ts';

const text = (value: string) => ({ kind: 'text', text: value });

test('reads headings, lists and paragraphs over several lines', () => {
  const notes = '## Added\n\n- One\n  continues\n* Two\n\nA paragraph\r\nof two lines.';
  expect(parseNotes(notes)).toEqual([
    { kind: 'heading', spans: [text('Added')] },
    { kind: 'list', items: [[text('One continues')], [text('Two')]] },
    { kind: 'paragraph', spans: [text('A paragraph of two lines.')] },
  ]);
});

test('reads code, bold text, and links without their address', () => {
  const spans = [
    text('Run '),
    { kind: 'code', text: 'npm ci' },
    text(' '),
    { kind: 'strong', text: 'now' },
    text(', see '),
    text('the page'),
    text('.'),
  ];
  const notes = 'Run `npm ci` **now**, see [the page](https://evil.example/).';
  expect(parseNotes(notes)).toEqual([{ kind: 'paragraph', spans }]);
});

test('leaves HTML as text, and reads long notes in linear time', () => {
  const html = '<img src=x onerror=alert(1)>';
  expect(parseNotes(html)).toEqual([{ kind: 'paragraph', spans: [text(html)] }]);
  const time = processorTimeOf(() => {
    for (const part of ['**', '`', '[', '[a](', '# ']) parseNotes(part.repeat(20_000 / part.length));
  });
  expect(time).toBeLessThan(2_000);
});

test('has no blocks for empty notes', () => {
  expect(parseNotes('')).toEqual([]);
});
