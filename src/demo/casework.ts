import type { Page } from './browser.ts'
import { lantern } from './cast.ts'
import { tellTheCourse } from './file-keeping.ts'
import type { Member } from './member.ts'
import { drawPortrait, metadataIn, telltaleWords } from './portrait.ts'
import { signBeside } from './signing.ts'
import { until } from './steps.ts'
import { dayFromNow, newVisitor, type Story } from './world.ts'

/** The case is opened, and what may be said of her is written down: words in two languages, picture, status. */
export async function openTheCase(story: Story): Promise<void> {
  const { steps } = story
  const member = steps.must('Ines', story.ines)
  const { code, country, person } = lantern
  const opened = await member.fill('/cases/new', {
    form: '/cases',
    type: { codeName: code, country, reason: 'arrest-feared', language: 'en', room: 'team' },
  })
  steps.check('a case is opened under a code name, for its team alone', opened.says(code), opened.text)
  story.caseHref = opened.path
  const at = opened.path
  await member.fill(at, { form: '/person', type: { ...person } })
  for (const lang of ['en', 'ar'] as const) {
    const wording = await member.fill(`${at}/wording/${lang}`, {
      form: `/wording/${lang}`,
      type: { ...lantern[lang], zone: lantern.zone, translation: lang === 'en' ? 'original' : 'reviewed' },
    })
    steps.check(`what is said of her stands in ${lang}`, wording.status === 200, wording.text)
  }
  const portrait = await drawPortrait()
  const before = await metadataIn(new Uint8Array(await portrait.arrayBuffer()))
  await member.fill(`${at}/portrait`, { form: '/portrait', type: { ...lantern.portrait, portrait } })
  const shown = await member.open(`${at}/portrait`)
  steps.check(
    'a picture is taken, with place and camera in its metadata',
    telltaleWords.every((word) => before.includes(word)) && shown.seen.images.length > 0,
  )
  await tellTheCourse(story)
  const status = await member.fill(`${at}/status`, {
    form: '/status',
    type: {
      ...lantern.status,
      assessedOn: dayFromNow(-1),
      validUntil: dayFromNow(14),
      nextReviewOn: dayFromNow(13),
    },
  })
  steps.check('her risk is assessed, with a day on which that ends', status.status === 200, status.text)
  for (const colleague of [story.tomas, story.layla]) {
    if (!colleague) continue
    const page = await member.open(`${at}/team`)
    await member.send(page, {
      form: '/team',
      type: { accountId: steps.must(colleague.name, page.choice(colleague.name)), role: 'caseworker' },
    })
    const seen = await colleague.open(at)
    steps.check(`${colleague.name} is on the team by name`, seen.says(code), seen.text)
  }
}

/** What she agreed to is recorded item by item; only then can her page be signed. */
export async function publishTheCase(story: Story): Promise<void> {
  const { steps, world } = story
  const member = steps.must('Ines', story.ines)
  const at = steps.must('the case', story.caseHref)
  const early = await member.open(`${at}/publications`)
  steps.check('without her consent there is nothing to publish with', !early.link('/publish'), early.text)
  const visitor = newVisitor()
  const nothing = await visitor.open(`${world.publicUrl}/en/`)
  steps.check(
    'and visitors find nobody',
    nothing.status === 200 && !nothing.says(lantern.en.name),
    nothing.text,
  )

  const consents = await member.fill(`${at}/consents/new`, {
    form: '/consents',
    type: {
      answer: 'given',
      items: ['name', 'image', 'story', 'charges', 'affiliation', 'quotes'],
      agreed: lantern.agreed,
      how: 'written',
      purposes: ['safety', 'legal', 'coalition', 'web', 'social', 'media'],
      givenOn: dayFromNow(0),
    },
  })
  steps.check(
    'her consent is recorded for each item, in her words',
    consents.says('Ines Duarte'),
    consents.text,
  )
  const preview = await member.open(`${at}/preview/ar`)
  steps.check('the page can be read before it is public', preview.says(lantern.ar.name), preview.text)
  const signed = await signTheCasePage(story, steps.must('Tomas', story.tomas))
  const address = steps.must('the address of her page', signed.link(/\/en\/c\//))
  story.casePage = { en: address, ar: address.replace('/en/', '/ar/') }
  await seeThePage(story)
}

/** Signs the page as her file and her coalition stand at this moment, with somebody beside. */
export async function signTheCasePage(story: Story, second: Member): Promise<Page> {
  const { steps } = story
  const asked = await steps
    .must('Ines', story.ines)
    .fill(`${steps.must('the case', story.caseHref)}/publish`, {
      form: '/publish',
      type: {
        gate: 'name',
        items: ['story', 'charges', 'affiliation'],
        languages: ['en', 'ar'],
        portrait: 'yes',
        status: 'yes',
        read: 'yes',
      },
    })
  return await signBeside(story, second, asked)
}

async function seeThePage({ steps, casePage }: Story): Promise<void> {
  const visitor = newVisitor()
  const page = await until(async () => {
    const found = await visitor.open(casePage!.en)
    return found.status === 200 && found
  })
  steps.check(
    'visitors see her name, her sentence and her story’s first line',
    page?.says(lantern.en.sentence),
  )
  steps.check(
    'the status stands with its day: no arrest is expected, assessed …',
    page?.says('At this time no arrest is expected.') && /Assessed/.test(page.text),
    page?.text,
  )
  const image = page?.seen.images[0]
  steps.check('her picture has words for those who cannot see it', image?.alt === lantern.portrait['alt-en'])
  if (image) {
    const answer = await fetch(new URL(image.src, page!.url))
    const left = await metadataIn(new Uint8Array(await answer.arrayBuffer()))
    steps.check(
      'and nothing of its metadata: no place, no camera',
      answer.ok && left.length === 0,
      left.join(),
    )
  }
  const arabic = await newVisitor('ar').open(casePage!.ar)
  steps.check(
    'the same in Arabic, from right to left',
    arabic.seen.dir === 'rtl' && arabic.says(lantern.ar.sentence),
  )
  steps.say(`case page  ${casePage!.en}`)
}
