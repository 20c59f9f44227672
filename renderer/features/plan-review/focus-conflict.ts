/** The element that gets the focus when no conflict is left: the status of the review. */
export const reviewStatusId = 'review-status';

const isOpen = (item: Element): boolean => item.getAttribute('data-conflict') === 'open';

/**
 * Moves the focus from a conflict that is about to be removed to the next open one, or to the status of the review.
 *
 * @param from an element of the conflict.
 */
export function focusNextConflict(from: Element | null): void {
  const current = from?.closest('[data-conflict]');
  const items = [...document.querySelectorAll('[data-conflict]')];
  const index = current ? items.indexOf(current) : -1;
  const next = [...items.slice(index + 1), ...items.slice(0, Math.max(0, index))].find(isOpen);
  const target = next?.querySelector('button') ?? document.getElementById(reviewStatusId);
  target?.focus({ preventScroll: next === undefined });
}
