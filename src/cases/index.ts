/** The person at risk and what her team keeps: file, room, wording, portrait, dated judgement. */
export { assess, listAssessments, type Assessment } from './risk/assessment.ts'
export { offerRiskBackdrop, type BackdropMark } from './risk/backdrop.ts'
export { addThreat, listThreats, moveThreat, type Threat } from './risk/threat.ts'
export { editCase, openCase, type NewCase } from './case.ts'
export { deadlinesDue, type Due } from './deadlines/due.ts'
export { findLiberty, isHeldNow, setLiberty } from './liberty/status.ts'
export { isHeld, type LibertyStatus } from './liberty/lists.ts'
export { answerDecision, askToEnd, onCaseErasing } from './life/decision.ts'
export { nameCaseworker, takeStep } from './life/step.ts'
export {
  buildCaseDocuments,
  caseMaterial,
  datedLines,
  pointsIn,
  type CaseMaterial,
  type FileKeys,
  type PageChoice,
} from './case-document.ts'
export { listColleagues, type Colleague } from './colleagues.ts'
export {
  isOnTeam,
  keepPublicity,
  mayWriteIn,
  movePublicity,
  mustBeOnTeam,
  mustDraft,
  mustWorkInFile,
  whyNotDrafting,
} from './circles.ts'
export type { CaseDocument, CaseQuote, FileReference } from './document.ts'
export { sayDay } from './facts/day.ts'
export type { Precision } from './facts/lists.ts'
export { offerCalendarDates } from './calendar/entries.ts'
export { offerCaseMark, type CaseMark } from './marks.ts'
export { offerNextStep, type NextStep } from './next-step.ts'
export { offerNowCard, type NowCard } from './now-cards.ts'
export {
  calledOf,
  findPerson,
  listPersons,
  mustBeInFile,
  onPersonRemoved,
  savePerson,
  type Person,
} from './persons/person.ts'
export {
  describePortrait,
  findPortrait,
  keepPortrait,
  preparePortrait,
  readRendition,
  removePortrait,
  type Portrait,
} from './portrait.ts'
export { addEffect, listEffects, type Effect } from './effects/effect.ts'
export { statePosition } from './effects/position.ts'
export { answerWhatIsAgreed } from './sheets/agreed.ts'
export { offerEmergencyPart } from './sheets/emergency-part.ts'
export { mayTellOf } from './sheets/sieve.ts'
export { addFact, listFacts, type Fact } from './facts/fact.ts'
export { offerTimeline, type TimelineEntry } from './facts/timeline.ts'
export { caseLog, getCase, listCases, listTeam, type CaseQuery, type CaseRow } from './reads.ts'
export { describeCaseImage, findCaseImage, keepCaseImage, type CaseImage } from './update-image.ts'
export { alertAll, alertTeam, type Alert } from './duty/alert.ts'
export { findPrivateLink, linkHash, linkToken } from './duty/private-link.ts'
export { endAlerts } from './duty/acknowledging.ts'
export { carryAlarmsByMail } from './duty/mail-port.ts'
export { wordAlarm } from './duty/wording.ts'
export { namesInCase, type NameOf } from './people-of-case.ts'
export { offerPeopleBeside, type PersonBeside } from './people-beside.ts'
export { addToTeam, removeFromTeam } from './team.ts'
export type { CaseState, PersonRole, PublicityLevel, TeamRole, TranslationState } from './tables.ts'
export { listWordings, onWordingSaved, saveWording, type Wording, type WordingText } from './wording.ts'
export { accountOfWord, type ByLink } from './by-link.ts'
export { pointVisibilities, type PointVisibility } from './statements/lists.ts'
export { readHerPoints, type HerPoint } from './statements/hers.ts'
export { approvedWords, moveApprovals, type ApprovedWords } from './statements/approved.ts'
export { approvePoint, narrowPoint, readBack, withdrawPoint } from './statements/her-word.ts'
export { changePoint, checkTranslation, translatePoint } from './statements/point.ts'
export { carryWords } from './statements/ports.ts'
export { getPoint, listStatements, type Point, type Statement } from './statements/reads.ts'
export { addPoint, takeStatement, type StatementInput } from './statements/statement.ts'
export { findWishesBeside, WishesBeside } from './wishes/beside.tsx'
export { offerReadyText } from './wishes/ready.ts'
export {
  changeWish,
  findHoldingWish,
  isQuietWish,
  isWishHeld,
  listWishes,
  mustHoldWish,
  mustNotBeQuietWish,
  revokeWish,
  setWish,
  type Wish,
} from './wishes/wish.ts'
export { day, optionalWords, version, words } from './forms.ts'
export { isFileOpen, openFile } from './file.ts'
export { OpenFile } from './persons/person-card.tsx'
export { takeForm, type Again } from './typed-form.ts'
export {
  caseBarOf,
  caseHref,
  casePage,
  offerCaseTab,
  Publicity,
  StateOfCase,
  type CaseGroup,
  type CaseTab,
} from './views/case-shell.tsx'
export { previewOf } from './views/page-projection.ts'
export { CasePage } from './views/public-case.tsx'
export type { CaseProjection } from './views/projection.ts'
export { dayOf, endOfDay, endOfDayAnywhere, clockOf, instantOf, isZone, latestDay } from './zone.ts'
import './access.ts'
import './check-ins/access.ts'
import './duty/access.ts'
import './effects/access.ts'
import './facts/access.ts'
import './liberty/access.ts'
import './risk/access.ts'
import './sheets/access.ts'
import './statements/access.ts'
import './wishes/access.ts'
import './tables.ts'
