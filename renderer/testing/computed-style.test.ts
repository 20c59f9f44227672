import { Window } from 'happy-dom';
import { afterEach, expect, test } from 'vitest';

afterEach(() => document.body.replaceChildren());

/** Of one element, read in both ways. */
const read = (style: {
  readonly display: string;
  readonly visibility: string;
  readonly color: string;
  getPropertyValue(name: string): string;
}): readonly string[] => [
  style.display,
  style.visibility,
  style.color,
  ...['display', 'visibility', 'color'].map((name) => style.getPropertyValue(name)),
];

test.for([
  '<p>a <span>b</span></p>',
  '<p style="display: none"><span>b</span></p>',
  '<p style="visibility: hidden">a <b style="visibility: visible">b</b> <i style="color: red">c</i></p>',
  '<ul style="display: flex"><li style="display: inline">a</li><li>b</li></ul>',
  '<table><tbody><tr><td>a</td></tr></tbody></table><svg><path /></svg><button hidden>b</button><script></script>',
])('is the same as in a window of happy-dom itself: %s', (html) => {
  const itself = new Window();
  itself.document.body.innerHTML = html;
  document.body.innerHTML = html;
  const expected = [...itself.document.body.querySelectorAll('*')].map((element) =>
    read(itself.getComputedStyle(element)),
  );
  const elements = [...document.body.querySelectorAll('*')];
  expect(elements.map((element) => read(window.getComputedStyle(element)))).toEqual(expected);
});

test('follows a style sheet', () => {
  document.body.innerHTML = '<style>p { display: none }</style><p>a</p>';
  const paragraph = document.querySelector('p');
  expect(paragraph && window.getComputedStyle(paragraph).display).toBe('none');
});
