import { campaign, lantern, officials, tomas } from './cast.ts'
import type { Page } from './browser.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

/** The officials, each address with where it was found and when it was checked. */
export async function addOfficials({ steps, tomas: member }: Story): Promise<void> {
  for (const one of officials) {
    const added = await steps.must('Tomas', member).fill('/officials/new', {
      form: '/officials/new',
      type: {
        ...{ name: one.name, title: one.title, institution: one.institution },
        ...{ country: lantern.country, language: 'en', timeZone: 'UTC', manner: 'press' },
        'salutation-en': one.salutations.en,
        'salutation-ar': one.salutations.ar,
        // open at every hour, so that the story can be played at every hour
        ...{ officeOpens: '0', officeCloses: '24', officeDays: ['1', '2', '3', '4', '5', '6', '7'] },
        ceilingPerHour: '7200',
        ...('email' in one ? way('email', one.email) : way('phone', one.phone)),
      },
    })
    steps.check(`${one.name}, ${one.title}`, added.status === 200 && added.says(one.name), added.text)
  }
}

const way = (channel: 'email' | 'phone', address: string) => ({
  [channel]: address,
  [`${channel}Source`]: 'https://kestra.example/offices',
  [`${channel}VerifiedOn`]: dayFromNow(0),
})

/** The campaign is drafted: what is asked, of whom, in which words. */
export async function draft(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Tomas', story.tomas)
  const blank = await member.open('/campaigns/new')
  const kinds = ['message', 'email', 'call', 'signature']
  const drafted = await member.send(blank, {
    form: '/campaigns/new',
    type: {
      caseId: steps.must('the case', blank.choice(lantern.code)),
      ...{ codeName: campaign.code, kinds, language: 'en', testAddress: tomas.address },
    },
  })
  const at = steps.must('the campaign', /^\/campaigns\/[\w-]+/.exec(drafted.path)?.[0])
  story.campaignHref = at
  for (const text of campaign.demands.en)
    await member.fill(`${at}/demands`, { form: `${at}/demands`, press: 'add', type: { text } })
  for (const lang of ['en', 'ar'] as const) await write(story, at, lang)
  await member.fill(`${at}/settings`, {
    form: `${at}/settings`,
    type: { actBy: dayFromNow(21), zone: 'UTC', letterMode: 'editable', goalMinimum: '10', kinds },
  })
  const list = await member.open(`${at}/officials`)
  for (const one of officials) {
    await member.fill(`${at}/officials`, {
      form: `${at}/officials`,
      press: 'set',
      type: {
        official: steps.must(one.name, list.choice(one.name)),
        channels: ['email' in one ? 'email' : 'call'],
      },
    })
  }
  const overview = await member.open(at)
  steps.check('a campaign with four ways to act is drafted', overview.says(campaign.code), overview.text)
}

async function write({ steps, tomas: member }: Story, at: string, lang: 'en' | 'ar'): Promise<void> {
  const page = await member!.open(`${at}/texts/${lang}`)
  const demands = page
    .form(`/texts/${lang}`)!
    .controls.map(({ name }) => name)
    .filter((name) => name.startsWith('demand-'))
  const saved = await member!.send(page, {
    form: `/texts/${lang}`,
    type: {
      ...campaign[lang],
      ...(lang === 'ar' ? { translation: 'reviewed' } : {}),
      ...Object.fromEntries(demands.map((name, n) => [name, campaign.demands[lang][n] ?? ''])),
    },
  })
  steps.check(`its words and demands in ${lang}`, saved.status === 200 && demands.length === 2, saved.text)
  for (const [n, letter] of campaign.letters[lang].entries()) {
    const parts = Object.entries(letter).map(([part, words]) => [`letter-${n}-${part}`, words] as const)
    await member!.fill(`${at}/letters/${lang}`, { form: `/letters/${lang}`, type: Object.fromEntries(parts) })
  }
}

/** A trial to the campaigner alone; then the signature, and visitors can act. */
export async function goLive(story: Story): Promise<void> {
  const { steps, world } = story
  const member = steps.must('Tomas', story.tomas)
  const at = steps.must('the campaign', story.campaignHref)
  const before = world.mailbox.mails().length
  await member.fill(`${at}/settings`, { form: `${at}/test` })
  const trial = await until(async () =>
    world.mailbox
      .mails()
      .slice(before)
      .find((mail) => mail.envelope.to.includes(tomas.address)),
  )
  steps.check('a test letter goes to the campaigner alone', trial?.text.includes('Samira'), trial?.text)
  const settings = await member.open(`${at}/settings`)
  if (settings.form(/end-test/)) await member.send(settings, { form: /end-test/ })
  const publish = await member.open(`${at}/publish`)
  steps.check('what will become public stands in words before the button', publish.says(lantern.en.name))
  const asked = await member.send(publish, {
    form: `${at}/publish`,
    type: { languages: ['en', 'ar'], read: 'yes' },
  })
  await signBeside(story, steps.must('Ines', story.ines), asked)
  const live = await member.open(at)
  story.actHref = steps.must('the address where visitors act', live.link(/\/act\//))
  const page = await until(async () => {
    const found = await newVisitor().open(story.casePage!.en)
    return askOn(found) !== undefined && found
  })
  steps.check('the case page asks visitors to act', page && askOn(page), page?.text)
  const form = page && (await newVisitor().follow(page, askOn(page)!))
  steps.check(
    'with what is asked, until when, and of whom',
    campaign.demands.en.every((text) => form?.says(text)),
    form?.text,
  )
  steps.say(`act        ${story.actHref}`)
}

const askOn = (page: Page): string | undefined =>
  page.seen.links.find(({ href }) => href.includes('/act/'))?.href
