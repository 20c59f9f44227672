import type { WebCall, WebReply } from '../web-operation.ts';
import { decisionOf, page, question } from './page.ts';

/** The page at which a user enters the code of the device flow, or which the complete link opens. */
export function devicePage({ services, url }: WebCall): WebReply {
  const { identityCenter } = services;
  const userCode = url.searchParams.get('user_code');
  if (userCode === null) return codeForm();
  const code = identityCenter.deviceCodes.find(userCode.toUpperCase());
  if (!code) return page(404, 'Invalid code', '');
  const user = identityCenter.userOf(code.startUrl, identityCenter.person.user);
  if (!user) return page(403, 'There is no such user', '');
  switch (decisionOf(url, identityCenter.person)) {
    case 'wait':
      return question(`Authorization requested: ${code.userCode}`, url);
    case 'refuse':
      identityCenter.deviceCodes.decide(code.userCode, 'refused');
      return page(200, 'Request denied', '');
    case 'approve':
      identityCenter.deviceCodes.decide(code.userCode, user);
      return page(200, 'Request approved', '');
  }
}

function codeForm(): WebReply {
  const field = '<label>Code <input name="user_code"></label><button>Continue</button>';
  return page(200, 'Enter the code', `<form>${field}</form>`);
}
