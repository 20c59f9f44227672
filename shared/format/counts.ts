const grouped = new Intl.NumberFormat('en');

/** `10,000` */
export const formatNumber = (count: number): string => grouped.format(count);

/** `1 image`, `2 images`, `10,000 images`; the plural is given where adding an s is wrong. */
export const formatCount = (count: number, one: string, many = `${one}s`): string =>
  `${formatNumber(count)} ${count === 1 ? one : many}`;
