/** Who acts. A verb's first line asks whether this one may (`mustBeAllowed`); the database asks again by row. */
export type Actor = Member | Worker | SignIn

export type Role = 'admin' | 'caseworker' | 'campaigner' | 'viewer'

/** A signed-in person, serving one organisation at a time. */
export interface Member {
  kind: 'member'
  organisationId: string
  accountId: string
  memberId: string
  role: Role
  /** when this session last proved a credential again; export, sign-off and membership need it to be recent */
  steppedUpAt?: Date
}

/** A job that works for one organisation: it sees the organisation's supporters and the cases of its coalitions. */
export interface Worker {
  kind: 'worker'
  organisationId: string
}

/** Before anyone is known: accounts, credentials and sessions only. */
export interface SignIn {
  kind: 'sign-in'
}

export const workerOf = (organisationId: string): Worker => ({ kind: 'worker', organisationId })
export const signIn: SignIn = { kind: 'sign-in' }
