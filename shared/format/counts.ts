/** `10,000`, for a whole number. A first `Intl.NumberFormat` takes half as long as the start of Node.js. */
export const formatNumber = (count: number): string => String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');

/** `1 image`, `2 images`, `10,000 images`; the plural is given where adding an s is wrong. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;
