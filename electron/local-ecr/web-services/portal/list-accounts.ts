import { jsonReply, type WebCall, type WebReply } from '../web-operation.ts';
import { portalError, requireSignIn } from './portal-error.ts';

/** The accounts in which the user has assignments, with their names, page by page. */
export function listAccounts(webCall: WebCall): WebReply {
  const { services, url } = webCall;
  const { user } = requireSignIn(webCall);
  const pageSize = Number(url.searchParams.get('max_result') ?? 100);
  const start = Number(url.searchParams.get('next_token') ?? 0);
  if (!(pageSize >= 1 && pageSize <= 100) || !(start >= 0))
    throw portalError('InvalidRequestException', 'Invalid paging parameters');
  const accountIds = [...new Set(user.assignments.map(({ accountId }) => accountId))];
  const accountList = accountIds.slice(start, start + pageSize).map((accountId) => ({
    accountId,
    accountName: services.accounts.nameOf(accountId),
    emailAddress: `${accountId}@example.com`,
  }));
  const next = start + pageSize;
  return jsonReply(200, { accountList, nextToken: next < accountIds.length ? String(next) : null });
}
