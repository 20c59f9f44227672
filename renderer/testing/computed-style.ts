import { afterAll } from 'vitest';

/**
 * Computes `display` and `visibility` directly, which queries by role and name read of every element and its ancestors:
 * happy-dom computes all properties each time, a seventh of the processor time of these tests. Valid as long as the
 * document has no style sheets, which the tests do not load; otherwise, and for other properties, happy-dom's computation
 * applies.
 */
const place: {
  getComputedStyle: (element: Element, pseudoElement?: string | null) => CSSStyleDeclaration;
} = window;
const computeStyle = place.getComputedStyle;

/** The value in the element's `style` attribute; empty when it has none. */
function ownValue(element: Element & Partial<ElementCSSInlineStyle>, property: string): string {
  const hasOwn = element.getAttribute('style')?.includes(property);
  return (hasOwn && element.style?.getPropertyValue(property)) || '';
}

/** By tag: without style sheets, elements of one kind differ only by their attribute. */
const usualDisplays = new Map<string, string>();

function displayOf(element: Element): string {
  const own = ownValue(element, 'display');
  if (own !== '') return own;
  const usual = usualDisplays.get(element.tagName) ?? computeStyle(element).display;
  if (element.isConnected) usualDisplays.set(element.tagName, usual);
  return usual;
}

function visibilityOf(element: Element): string {
  const own = ownValue(element, 'visibility');
  if (own !== '' && own !== 'inherit') return own;
  return element.parentElement ? visibilityOf(element.parentElement) : '';
}

const direct = new Map([
  ['display', displayOf],
  ['visibility', visibilityOf],
]);

/** Without style sheets a pseudo-element has no properties. */
const ofPseudoElement = computeStyle(document.createElement('span'));

place.getComputedStyle = (element, pseudoElement) => {
  if (document.styleSheets.length > 0) return computeStyle(element, pseudoElement);
  if (pseudoElement) return ofPseudoElement;
  let style: CSSStyleDeclaration | undefined;
  const computed = (): CSSStyleDeclaration => (style ??= computeStyle(element));
  const valueOf = (property: string): string =>
    direct.get(property)?.(element) ?? computed().getPropertyValue(property);
  return new Proxy(ofPseudoElement, {
    get(_, name): unknown {
      if (name === 'getPropertyValue') return valueOf;
      const directly = typeof name === 'string' ? direct.get(name) : undefined;
      if (directly) return directly(element);
      const value: unknown = Reflect.get(computed(), name);
      return typeof value === 'function' ? value.bind(computed()) : value;
    },
  });
};

// Files share the window of a process.
afterAll(() => {
  place.getComputedStyle = computeStyle;
});
