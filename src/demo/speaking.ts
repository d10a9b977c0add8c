import { quoted } from '#platform/i18n.ts'
import { firstAsApproved, points } from './cast.ts'
import type { Member } from './member.ts'
import { dayFromNow, type Story } from './world.ts'

/** A talk with her, and what she said in it: three points in Arabic. Layla speaks with her and writes it down. */
export async function takeHerWords(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Layla', story.layla)
  const at = steps.must('the case', story.caseHref)
  const opened = await member.fill(`${at}/persons`, {
    form: '/person/open',
    type: { reason: 'contact' },
  })
  steps.check('Layla opens the sealed file, and says why', !opened.form('/person/open'), opened.text)
  const note = 'تنام نومًا متقطعًا وتواصل عملها.'
  const talk = await member.fill(`${at}/contacts`, {
    form: /\/contacts$/,
    type: {
      ...{ at: `${dayFromNow(-1)}T20:10`, channel: 'signal', wellbeing: 'strained' },
      ...{ note, statement: 'yes', next: 'نتحدث قبل الجلسة' },
    },
  })
  steps.check('a talk with her is written down', talk.says(note), talk.text)

  const form = await member.open(`${at}/statements/new`)
  const contactId = /name="contactId"[^]*?<option value="([0-9a-f-]{36})"/.exec(form.html)?.[1]
  const taken = await member.send(form, {
    form: /\/statements$/,
    type: {
      ...{ takenOn: dayFromNow(-1), channel: 'signal', language: 'ar', visibility: 'team' },
      contactId: steps.must('the talk', contactId),
      ...Object.fromEntries(
        points.flatMap((point, n) => [
          [`text-${n + 1}`, point.ar],
          [`form-${n + 1}`, point.form],
        ]),
      ),
    },
  })
  steps.check(
    'what she said in it stands in three points, in Arabic',
    points.every(({ ar }) => taken.says(ar)),
    taken.text,
  )
  const hrefs = taken.seen.links
    .map(({ href }) => href)
    .filter((href) => /\/points\/[0-9a-f-]{36}$/.test(href))
  story.pointHrefs = [...new Set(hrefs)]
  const marked = points.map(({ ar, form }) => [form, taken.html.includes(quoted(ar, 'ar'))] as const)
  steps.check(
    'one is hers to the letter, and only that stands in quotation marks',
    marked.every(([form, has]) => has === (form === 'verbatim')),
    taken.text,
  )
}

/** Read back, translated, checked by another person, approved by her: only then may it be quoted. */
export async function letHerApprove(story: Story): Promise<void> {
  const { steps } = story
  const [layla, ines] = [steps.must('Layla', story.layla), steps.must('Ines', story.ines)]
  const hrefs = steps.must('her points', story.pointHrefs)
  const [first = ''] = hrefs
  const early = await layla.open(first)
  steps.check('before it is read back to her, nothing can be approved', !early.form('/approve'), early.text)
  const changed = await layla.send(early, {
    form: '/read-back',
    type: { on: dayFromNow(0), changed: firstAsApproved.changed, text: firstAsApproved.ar },
  })
  steps.check(
    'read back, she says one otherwise: it reads now as she wants it',
    changed.html.includes(quoted(firstAsApproved.ar, 'ar')),
    changed.text,
  )
  for (const href of hrefs.slice(1))
    await layla.fill(href, { form: '/read-back', type: { on: dayFromNow(0) } })
  for (const [n, href] of hrefs.entries()) await translate(layla, href, n)
  const own = await layla.open(first)
  steps.check('who translated cannot check it', !own.form('/check'), own.text)
  for (const href of hrefs) await ines.fill(href, { form: '/check' })
  steps.check('Ines checks the translations', (await ines.open(first)).says('Translation checked'))
  const approved: boolean[] = []
  for (const href of hrefs) {
    const page = await layla.fill(href, {
      form: '/approve',
      type: {
        ...{ on: dayFromNow(0), how: 'oral-with-witness', note: 'إيناس على الخط' },
        ...{ visibility: 'public', languages: ['en'] },
      },
    })
    approved.push(page.status === 200 && !page.form('/read-back'))
  }
  steps.check('she approves all three, in both languages, for everybody', approved.every(Boolean))
}

const translate = (member: Member, href: string, n: number) =>
  member.fill(href, {
    form: '/translate',
    type: { language: 'en', text: n === 0 ? firstAsApproved.en : points[n]!.en },
  })
