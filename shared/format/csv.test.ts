import { expect, test } from 'vitest';
import { formatCsv } from './csv.ts';

test('cells are quoted where they have to be, and no cell is a formula', () => {
  expect(
    formatCsv(
      ['name', 'value'],
      [
        ['plain', 12.5],
        ['a "quoted", one', undefined],
        ['two\nlines', true],
        ['=HYPERLINK("http://x")', -3],
        ['@sum', '-1'],
        ['\t=1', '+1'],
      ],
    ),
  ).toBe(
    [
      'name,value',
      'plain,12.5',
      '"a ""quoted"", one",',
      '"two\nlines",true',
      `"'=HYPERLINK(""http://x"")",-3`,
      `'@sum,'-1`,
      `'\t=1,'+1`,
      '',
    ].join('\r\n'),
  );
});
