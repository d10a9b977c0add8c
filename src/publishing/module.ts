import { offerCaseMark, offerCaseTab, offerNowCard } from '#cases/index.ts'
import type { Module } from '#platform/module.ts'
import { showConsents } from './console-consents.tsx'
import { newConsent, takeConsent } from './console-recording.tsx'
import {
  showPublications,
  showPublishing,
  takePublishing,
  takeUnpublishing,
} from './console-publications.tsx'
import { takeRestoring, takeStanding } from './console-doubt.tsx'
import { quietCard, quietMark, showQuiet, takeQuiet, takeQuietEnd } from './console-quiet.tsx'
import { showLowering, showPublicity, takeLowering, takeRaise } from './console-publicity.tsx'
import { showWithdrawal, takeWithdrawal } from './console-withdrawal.tsx'
import {
  showFile,
  showSigning,
  takeAgain,
  takeDissent,
  takeRefusal,
  takeRelease,
  takeReturn,
  takeSignature,
  takeWordBack,
} from './console-signing.tsx'
import { emergenciesUp } from './emergency-today.ts'
import { escalateEmergencies } from './emergency.ts'
import {
  emergencyCard,
  emergencyMark,
  showEmergency,
  takeEmergency,
  takePull,
  takeReview,
} from './console-emergency-flag.tsx'
import { herRoutes } from './consent-links/private-door.tsx'
import { consentLinkRoutes } from './consent-links/routes.ts'
import { doneByHerself, linksWithoutMaker } from './consent-links/today.ts'
import './press/access.ts'
import { showKitPicture, showPress, takeKit } from './press/console.tsx'
import { directionRoutes } from './directions/routes.ts'
import { unobtainableRoutes } from './unobtainable/routes.ts'
import { escalateMissedReviews } from './unobtainable/review.ts'
import { reviewsDue, reviewsMissed } from './unobtainable/today.ts'
import { holdTakenBack, publishAtTheirHour, settleSilentTexts } from './by-itself.ts'
import { expireConsents } from './withdrawal.ts'
import { preparedIsDue, preparedIsGone, preparedIsHindered } from './prepared-today.tsx'
import { alarmDoubts } from './restoring.ts'
import { closeAllTakenBack } from './taken-back.ts'
import { closedRooms, consentsToReview, endingConsents, withdrawalsInDoubt } from './today.ts'
import { namesToCorrect } from './typed-names.ts'
import {
  answersToMe,
  hoursDropped,
  readyWantsOurWord,
  signaturesAskedOfMe,
  textsHeld,
} from './signing-today.ts'
import { eachApart, inEachOrganisation } from '#platform/apart.ts'
import './access.ts'
import './marks.tsx'
import './calendar.ts'
import './next-steps.ts'
import './sheet-port.ts'

const at = '/cases/:caseId'
const one = `${at}/sign-offs/:signOffId`

offerCaseTab({
  name: 'consents',
  label: 'consent.tab',
  path: '/consents',
  verb: 'consent.read',
  order: 10,
  group: 'words',
})
offerCaseTab({
  name: 'publications',
  label: 'publishing.tab',
  path: '/publications',
  verb: 'consent.read',
  order: 10,
  group: 'publications',
})

offerCaseTab({
  name: 'press',
  label: 'press.tab',
  path: '/press',
  verb: 'press.read',
  order: 50,
  group: 'team',
})

offerCaseTab({
  name: 'quiet',
  label: 'publishing.quiet.tab',
  path: '/quiet',
  verb: 'consent.read',
  order: 30,
  group: 'publications',
})
offerCaseTab({
  name: 'publicity',
  label: 'publishing.publicity.tab',
  path: '/publicity',
  verb: 'consent.read',
  order: 20,
  group: 'publications',
})
offerCaseTab({
  name: 'emergency-flag',
  label: 'emergency.tab',
  path: '/emergency-flag',
  verb: 'emergency.read',
  order: 40,
  group: 'now',
})
offerCaseMark(emergencyMark)
offerNowCard(emergencyCard)
offerCaseMark(quietMark)
offerNowCard(quietCard)

export const publishingModule: Module = {
  name: 'publishing',
  privateRoutes: herRoutes,
  today: [
    withdrawalsInDoubt,
    closedRooms,
    doneByHerself,
    linksWithoutMaker,
    reviewsMissed,
    reviewsDue,
    emergenciesUp,
    preparedIsDue,
    preparedIsHindered,
    preparedIsGone,
    textsHeld,
    hoursDropped,
    signaturesAskedOfMe,
    readyWantsOurWord,
    answersToMe,
    endingConsents,
    consentsToReview,
    namesToCorrect,
  ],
  routes: [
    { method: 'GET', path: `${at}/consents`, verb: 'consent.read', handle: showConsents },
    { method: 'POST', path: `${at}/consents`, verb: 'consent.record', handle: takeConsent },
    { method: 'GET', path: `${at}/consents/new`, verb: 'consent.record', handle: newConsent },
    { method: 'GET', path: `${at}/consents/withdraw`, verb: 'consent.withdraw', handle: showWithdrawal },
    { method: 'POST', path: `${at}/consents/withdraw`, verb: 'consent.withdraw', handle: takeWithdrawal },
    {
      method: 'POST',
      path: `${at}/consents/withdrawals/:withdrawalId/restore`,
      verb: 'publishing.sign-off',
      handle: takeRestoring,
    },
    {
      method: 'POST',
      path: `${at}/consents/withdrawals/:withdrawalId/stands`,
      verb: 'consent.withdraw',
      handle: takeStanding,
    },
    ...consentLinkRoutes,
    ...directionRoutes,
    ...unobtainableRoutes,
    { method: 'GET', path: `${at}/publications`, verb: 'consent.read', handle: showPublications },
    { method: 'GET', path: `${at}/publish`, verb: 'publishing.sign-off', handle: showPublishing },
    { method: 'POST', path: `${at}/publish`, verb: 'publishing.sign-off', handle: takePublishing },
    { method: 'POST', path: `${at}/unpublish`, verb: 'publishing.take-down', handle: takeUnpublishing },
    { method: 'GET', path: `${at}/quiet`, verb: 'consent.read', handle: showQuiet },
    { method: 'POST', path: `${at}/quiet`, verb: 'publishing.go-quiet', handle: takeQuiet },
    { method: 'POST', path: `${at}/quiet/end`, verb: 'publishing.sign-off', handle: takeQuietEnd },
    { method: 'GET', path: `${at}/emergency-flag`, verb: 'emergency.read', handle: showEmergency },
    { method: 'POST', path: `${at}/emergency-flag`, verb: 'emergency.raise', handle: takeEmergency },
    { method: 'POST', path: `${at}/emergency-flag/review`, verb: 'emergency.raise', handle: takeReview },
    { method: 'POST', path: `${at}/emergency-flag/pull`, verb: 'emergency.pull', handle: takePull },
    { method: 'GET', path: `${at}/publicity`, verb: 'consent.read', handle: showPublicity },
    { method: 'POST', path: `${at}/publicity`, verb: 'publishing.sign-off', handle: takeRaise },
    { method: 'GET', path: `${at}/publicity/lower`, verb: 'publishing.lower', handle: showLowering },
    { method: 'POST', path: `${at}/publicity/lower`, verb: 'publishing.lower', handle: takeLowering },
    { method: 'GET', path: `${at}/press`, verb: 'press.read', handle: showPress },
    { method: 'GET', path: `${at}/press/portrait`, verb: 'press.read', handle: showKitPicture },
    { method: 'POST', path: `${at}/press/:language`, verb: 'press.take', handle: takeKit },
    { method: 'GET', path: one, verb: 'consent.read', handle: showSigning },
    { method: 'GET', path: `${one}/files/:n`, verb: 'consent.read', handle: showFile },
    { method: 'POST', path: `${one}/sign`, verb: 'publishing.sign-off', handle: takeSignature },
    { method: 'POST', path: `${one}/refuse`, verb: 'publishing.answer', handle: takeRefusal },
    { method: 'POST', path: `${one}/dissent`, verb: 'publishing.answer', handle: takeDissent },
    { method: 'POST', path: `${one}/take-word-back`, verb: 'publishing.answer', handle: takeWordBack },
    { method: 'POST', path: `${one}/again`, verb: 'publishing.sign-off', handle: takeAgain },
    { method: 'POST', path: `${one}/take-back`, verb: 'publishing.answer', handle: takeReturn },
    { method: 'POST', path: `${one}/release`, verb: 'publishing.sign-off', handle: takeRelease },
  ],
  jobs: [
    escalateEmergencies,
    escalateMissedReviews,
    {
      name: 'withdrawals-in-doubt',
      everySeconds: 5,
      run: (services) => inEachOrganisation(services, alarmDoubts),
    },
    {
      name: 'settle-silent-texts',
      everySeconds: 30,
      async run({ db, organisations }) {
        await eachApart(await organisations(), (id) => settleSilentTexts(db, id))
      },
    },
    {
      name: 'close-taken-back',
      everySeconds: 5,
      run: (services) => inEachOrganisation(services, closeAllTakenBack),
    },
    {
      name: 'publish-at-their-hour',
      everySeconds: 5,
      async run({ db, organisations }) {
        await eachApart(await organisations(), (id) => publishAtTheirHour(db, id))
      },
    },
    {
      name: 'hold-taken-back',
      everySeconds: 5,
      async run({ db, organisations }) {
        await eachApart(await organisations(), (id) => holdTakenBack(db, id))
      },
    },
    {
      name: 'expire-consents',
      everySeconds: 20,
      run: (services) => inEachOrganisation(services, expireConsents),
    },
  ],
}
