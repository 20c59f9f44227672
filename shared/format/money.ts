/** `$0.02`, `$1,234.50`; amounts under a cent are `under $0.01`. */
function formatDollars(amount: number): string {
  if (amount > 0 && amount < 0.01) return 'under $0.01';
  return new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' }).format(amount);
}

/** `$0.02 to $1.50`, or one amount where both are written alike. */
export function formatCostRange({ low, high }: { readonly low: number; readonly high: number }): string {
  const [from, to] = [formatDollars(low), formatDollars(high)];
  return from === to ? from : `${from} to ${to}`;
}
