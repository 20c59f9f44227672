/** `1111-2222-3333`, as the AWS console writes an account. */
export const formatAccount = (accountId: string): string =>
  accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
