import { earlierAssessments, lantern } from './cast.ts'
import { dayFromNow, type Story } from './world.ts'

type Typed = Record<string, string | string[]>
type Kept = readonly [what: string, page: string, form: RegExp, type: Typed, says: string]

const zone = lantern.zone

/** What the team keeps of her beside the page: each on the form that people use, and read back where it stands. */
const kept: readonly Kept[] = [
  [
    'a fact with its source, and how sure it is',
    '/facts/new',
    /\/facts$/,
    {
      ...{ kind: 'fact', statement: 'The prosecutor’s office summoned her for “spreading false news”.' },
      ...{ on: dayFromNow(-58), precision: 'exact', zone, sources: 'Her lawyer\nThe summons itself' },
      ...{ reliability: 'reliable', verification: 'confirmed', visibility: 'coalition', tlp: 'amber' },
    },
    'summoned her',
  ],
  [
    'a threat, and from whom it comes',
    '/threats/new',
    /\/threats$/,
    {
      ...{ what: 'Two men asked her neighbours when she comes home.', actor: 'unknown' },
      ...{ verification: 'probable', firstSeen: dayFromNow(-30), lastSeen: dayFromNow(-9) },
    },
    'asked her neighbours',
  ],
  [
    'that she is at liberty, and since when',
    '/liberty',
    /\/liberty$/,
    { status: 'at-liberty', since: dayFromNow(-58), note: 'She works and sleeps at home.' },
    'She works and sleeps at home.',
  ],
  [
    'the proceedings against her',
    '/proceedings/new',
    /\/proceedings$/,
    { title: 'Inquiry for false news', kind: 'criminal', role: 'defendant', openedOn: dayFromNow(-58) },
    'Inquiry for false news',
  ],
  [
    'a time limit, with its hour',
    '/deadlines',
    /\/deadlines$/,
    {
      kind: 'filing',
      ...{ what: 'Answer to the summons', onDay: dayFromNow(20), atTime: '15:00', zone },
    },
    'Answer to the summons',
  ],
  [
    'who was asked to speak for her',
    '/interventions',
    /\/interventions$/,
    {
      ...{ state: 'made', addressee: 'embassy', channel: 'meeting', madeOn: dayFromNow(-3) },
      ...{ by: 'Ines Duarte', to: 'The consul of an invented island' },
    },
    'The consul of an invented island',
  ],
  [
    'how she wants to be spoken of',
    '/wishes/new',
    /\/wishes$/,
    {
      ...{ kind: 'how-to-speak', text: 'Call me a lawyer who asked a question, not a victim.' },
      ...{ since: dayFromNow(-2), given: 'written' },
    },
    'not a victim',
  ],
  [
    'a task, for who keeps the file',
    '/tasks',
    /\/tasks$/,
    { what: 'Ask her lawyer for the list of the court', dueOn: dayFromNow(5) },
    'the list of the court',
  ],
]

export async function keepTheFile({ steps, ines, caseHref }: Story): Promise<void> {
  const member = steps.must('Ines', ines)
  const at = steps.must('the case', caseHref)
  for (const [what, page, form, type, says] of kept) {
    const saved = await member.fill(at + page, { form, type })
    steps.check(`the file holds ${what}`, saved.status === 200 && saved.says(says), saved.text.slice(0, 900))
  }
}

/** Her risk as it was judged before, so that the picture has a course; each with her own view of it. */
export async function tellTheCourse({ steps, ines, caseHref }: Story): Promise<void> {
  const member = steps.must('Ines', ines)
  const at = steps.must('the case', caseHref)
  for (const { daysAgo, ...words } of earlierAssessments) {
    const saved = await member.fill(`${at}/status`, {
      form: '/status',
      type: {
        ...{ ...lantern.status, ...words },
        ...{ assessedOn: dayFromNow(-daysAgo), validUntil: dayFromNow(14 - daysAgo), nextReviewOn: '' },
      },
    })
    steps.check(
      `${daysAgo} days ago her risk was ${words.level}, and she said how she saw it`,
      saved.says(words.ownView),
      saved.text.slice(0, 900),
    )
  }
}

/** What holds now, after the inquiry was suspended. */
export async function lowerTheRisk({ steps, ines, caseHref }: Story): Promise<void> {
  const member = steps.must('Ines', ines)
  const view = 'I believe it, a little. I have put the bag away.'
  const lowered = await member.fill(`${steps.must('the case', caseHref)}/status`, {
    form: '/status',
    type: {
      ...lantern.status,
      ...{ level: 'low', trend: 'falling', assessedOn: dayFromNow(0), validUntil: dayFromNow(28) },
      ...{ nextReviewOn: dayFromNow(27), ownView: view },
    },
  })
  steps.check('her risk is assessed again, and lowered', lowered.says(view), lowered.text.slice(0, 900))
  const chart = /<svg[^]*?<\/svg>/.exec(lowered.html)?.[0] ?? ''
  steps.check('a picture shows its course beside what was done', chart !== '', lowered.text.slice(0, 900))
}

/** What changed for her after so many letters: told as it was, without a cause. */
export async function noteTheEffect({ steps, ines, caseHref }: Story): Promise<void> {
  const member = steps.must('Ines', ines)
  const at = steps.must('the case', caseHref)
  const noted = await member.fill(`${at}/effects/new`, {
    form: /\/effects$/,
    type: {
      ...{ what: 'The inquiry was suspended.', change: 'moderate-improvement', outcome: 'partial' },
      ...{ on: dayFromNow(0), confidence: 'moderate', visibility: 'coalition' },
    },
  })
  steps.check('what changed for her is written down', noted.says('The inquiry was suspended.'), noted.text)
  const href = steps.must('the effect', /\/cases\/[\w-]+\/effects\/[0-9a-f-]{36}/.exec(noted.html)?.[0])
  const stated = await member.fill(href, { form: /\/position$/, type: { position: 'agree' } })
  steps.check('and the organisation says where it stands', stated.status === 200, stated.text.slice(0, 900))
}
