import type { Context as HonoContext } from 'hono'
import type { Member } from './actor.ts'
import type { BuiltAssets } from './assets.ts'
import type { Database } from './database.ts'
import type { Catalogue, I18n } from './i18n.ts'
import type { Intake } from './intake/append.ts'
import type { IntakeHandler } from './intake/drain.ts'
import type { Keys } from './keys/keyring.ts'

/** What a module offers to the composers (`office.ts`, `worker.ts`); each module's `module.ts` exports one. */
export interface Module {
  name: string
  /** the staff's door: data, so that a test can walk every route with every role */
  routes?: readonly ConsoleRoute[]
  /** the door for private links: no session, no cookie; whoever holds a link may do what it is for */
  privateRoutes?: readonly PrivateRoute[]
  /** verbs for what visitors submitted, by the submission's type */
  intake?: Readonly<Record<string, IntakeHandler>>
  jobs?: readonly Job[]
  /** work that never ends: senders, listeners */
  tasks?: readonly Task[]
  /** what waits for a human, shown on Today */
  today?: readonly TodaySource[]
}

export interface ConsoleRoute {
  method: 'GET' | 'POST'
  /** Hono pattern below the console's root, e.g. '/cases/:caseId/consents' */
  path: string
  /** the permission that the verb behind it asks for; also decides whether navigation shows it */
  verb: string
  handle(c: ConsoleContext): Promise<Response> | Response
}

/** A page behind a private link. Safety: it shows no name and no case, whoever holds the telephone. */
export interface PrivateRoute {
  method: 'GET' | 'POST'
  path: string
  handle(c: PrivateContext): Promise<Response> | Response
}

export type PrivateContext = HonoContext<{ Variables: { door: PrivateServices } }>

export interface PrivateServices {
  /** of the visitors' pages: she reads there what is public of her */
  publicUrl: string
  db: Database
  keys: Keys
  catalogue: Catalogue
  assets: BuiltAssets
  /** what is answered here is durable before the answer, and read by the worker */
  intake: Intake
}

/** One signed-in request. Bytes go in and out; decisions are taken by verbs. */
export type ConsoleContext = HonoContext<{ Variables: ConsoleVariables }>

export interface ConsoleVariables {
  member: Member
  /** id of the session, for step-up and sign-out */
  sessionId: string
  i18n: I18n
  office: OfficeServices
}

/** What a console route may use. Nothing here sends or fetches: that is the worker's part. */
export interface OfficeServices {
  db: Database
  keys: Keys
  catalogue: Catalogue
  /** absolute, without a trailing slash */
  publicUrl: string
  consoleUrl: string
  /** of the private links, under a host name that says nothing */
  privateUrl: string
  /** exact `host:port` endpoints of the operator that alarms may be sent to */
  outsideAllow: readonly string[]
  demo: boolean
}

/** Work that repeats. Calls one verb; runs in the worker, one at a time per name in the whole instance. */
export interface Job {
  name: string
  everySeconds: number
  run(services: WorkerServices): Promise<void>
}

/** Work that lasts as long as the worker, in one worker of the instance at a time. */
export interface Task {
  name: string
  /**
   * Resolves soon after `signal` aborts, with what is in hand finished. When it rejects, it is started again after a
   * pause, so a database or a mail server that is away may simply throw.
   */
  run(services: WorkerServices, signal: AbortSignal): Promise<void>
}

export interface WorkerServices {
  db: Database
  keys: Keys
  catalogue: Catalogue
  publicUrl: string
  /** of the private links, under a host name that says nothing */
  privateUrl: string
  /** exact `host:port` endpoints of the operator that alarms may be sent to */
  outsideAllow: readonly string[]
  /** told every minute that the check-ins were looked at; undefined: nobody outside watches */
  heartbeatUrl: string | undefined
  /** the operator's mail server; undefined: none is configured, mails wait */
  smtpUrl: string | undefined
  /** host and boot of this worker: a claim of another boot may be lost in the middle */
  workerId: string
  /** where the ledger's journal lies */
  journalDir: string
  /** where signed heads of the audit chain are noted, outside the database */
  auditDir: string
  /** waits until what was withdrawn before this moment has been worked off; the sender asks before it claims */
  withdrawalsDrained(): Promise<boolean>
  /** every organisation of the instance: jobs work for one after the other, each in its own context */
  organisations(): Promise<string[]>
  log(line: string): void
}

export interface TodaySource {
  /** most urgent first: 1 a life, 2 something stands still, 3 waits for a decision, 4 to look at when there is time */
  urgency: 1 | 2 | 3 | 4
  /** the section of the menu that counts it; without it the first word of each item's address says so */
  section?: string
  find(c: { member: Member; office: OfficeServices; i18n: I18n }): Promise<TodayItem[]>
}

export interface TodayItem {
  text: string
  href: string
  /** since when it waits */
  since?: Date
  count?: number
}
