/** The guarded way out to the network. */
export { isPlainUnicast } from './addresses.ts'
export { checkedAddress, isAllowedPlace, type CheckedAddress } from './endpoint.ts'
export {
  fetchOutside,
  isAllowedEndpoint,
  OutsideError,
  type OutsideAnswer,
  type OutsideRequest,
  type OutsideTrouble,
} from './fetch.ts'
export {
  encryptPush,
  isPushEndpoint,
  isSubscription,
  vapidHeader,
  vapidPublicKey,
  type PushSubscription,
} from './web-push.ts'
