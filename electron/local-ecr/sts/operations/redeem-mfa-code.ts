import type { SignedStsCall } from '../query-protocol/sts-call.ts';
import { stsAccessDenied } from '../query-protocol/sts-call.ts';

/**
 * Checks the MFA code of a call, if it has one. Each code is accepted once.
 *
 * @returns whether the call has a code
 * @throws EcrError AccessDenied for a wrong or used code and for another user's device, ValidationError
 */
export function redeemMfaCode({ services, parameters, caller }: SignedStsCall): boolean {
  const serialNumber = parameters.optional('SerialNumber');
  const code = parameters.tokenCode();
  if (serialNumber === undefined && code === undefined) return false;
  if (serialNumber === undefined || code === undefined) {
    throw stsAccessDenied(
      'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    );
  }
  const device = caller.principal.mfaDevice;
  if (device?.serialNumber !== serialNumber) {
    throw stsAccessDenied(
      'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!services.accounts.mfaCodes.redeem(device, code)) {
    throw stsAccessDenied('MultiFactorAuthentication failed with invalid MFA one time pass code. ');
  }
  return true;
}
