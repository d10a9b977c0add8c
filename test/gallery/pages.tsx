import { createCatalogue, createI18n } from '#platform/i18n.ts'
import { messages as ui } from '#ui/locales/index.ts'
import { messages as cases } from '#cases/locales/index.ts'
import { messages as campaigns } from '#campaigns/locales/index.ts'
import { messages as updates } from '#updates/locales/index.ts'
import { messages as supporters } from '#supporters/locales/index.ts'
import * as Ui from '#ui/index.ts'
import { CasePage, HomePage } from '#cases/views/public.ts'
import { ActionPage, NextStep, OwnMailPage, SharePage } from '#campaigns/views/public.ts'
import { messages as letters } from '#joint-letters/locales/index.ts'
import { UpdatePage } from '#updates/views/public.ts'
import { messages as visitors } from '../../src/public/locales/index.ts'
import { OrganisationPage } from '../../src/public/views-organisation.tsx'
import * as Supporters from '#supporters/views/public.ts'
import { sampleOrganisation } from './sample-organisation.ts'
import * as sample from './sample.ts'
import { consolePages } from './console-pages.tsx'
import { letterPages } from './letter-pages.tsx'

export const catalogue = createCatalogue(ui, cases, campaigns, updates, letters, supporters, visitors)

export const assets: Ui.Assets = {
  publicCss: '/public.css',
  consoleCss: '/console.css',
  islands: {
    'letter-length': '/letter-length.js',
    'live-region': '/live-region.js',
    autosave: '/autosave.js',
  },
}

const refused: Ui.FormState = {
  values: {
    firstName: 'Ines <b>Okoye</b>',
    lastName: '',
    email: 'ines.example.org',
    country: 'DE',
    'part-own': 'I follow her case because my sister works at a port, "too" & {she} reads.',
    subject: 'For Nadia',
    identity: 'first',
    copy: 'yes',
  },
  errors: {
    lastName: 'Please fill this in.',
    email: 'Write one email address, like name@example.org.',
    follow: 'Please choose one.',
  },
}

/** Each page of the instance in one language, by name. */
export async function renderAll(lang: sample.SampleLanguage, dir = ''): Promise<Record<string, string>> {
  const i18n = createI18n(lang, catalogue)
  const s = sample.sampleNames[lang]
  const shell: Ui.PublicShell = {
    i18n,
    assets,
    siteName: s.organisation,
    homeHref: `/${lang}/`,
    languages: [
      { lang: 'en', href: `${dir}/en` },
      { lang: 'ar', href: `${dir}/ar` },
    ],
    privacyHref: '/privacy',
  }
  const person = s.name
  const common = {
    person,
    organisation: s.organisation,
    caseHref: '/case',
    formHref: '/x',
    privacyHref: '/privacy',
  }
  const email = sample.sampleEmail(lang)
  const letter = email.letter.parts.map((part) => part.text).join('\n\n')
  const pages = {
    case: <CasePage shell={shell} page={sample.sampleCase(lang)} />,
    'case-bare': (
      <CasePage
        shell={shell}
        page={{
          ...sample.sampleCase(lang),
          portrait: undefined,
          status: { ...sample.sampleCase(lang).status!, due: true },
          asks: [],
          counter: undefined,
          updates: [],
          quotes: undefined,
          timeline: undefined,
          donate: undefined,
        }}
      />
    ),
    home: <HomePage shell={shell} page={sample.sampleHome(lang)} />,
    'act-email': <ActionPage shell={shell} page={email} hidden={{ org: 'harbour' }} />,
    'act-email-refused': <ActionPage shell={shell} page={email} form={refused} />,
    'act-email-inside': <ActionPage shell={shell} page={email} inside />,
    'act-message': <ActionPage shell={shell} page={sample.sampleMessage(lang)} />,
    'act-call': <ActionPage shell={shell} page={sample.sampleCall(lang)} />,
    'act-partner': (
      <ActionPage shell={shell} page={{ ...sample.sampleSignature(lang), ...sample.samplePartner(lang) }} />
    ),
    'act-signature': <ActionPage shell={shell} page={sample.sampleSignature(lang)} />,
    next: (
      <NextStep
        shell={shell}
        page={{
          ...common,
          kind: 'email',
          confirmByMail: true,
          step: { kind: 'call', href: '/act-call', skipHref: '/share' },
        }}
      />
    ),
    'next-call': (
      <NextStep
        shell={shell}
        page={{ ...common, kind: 'call', confirmByMail: false, step: { kind: 'share', href: '/share' } }}
      />
    ),
    'own-mail': (
      <OwnMailPage
        shell={shell}
        page={{
          person,
          lang,
          to: [{ name: 'Ministry', address: 'office@justice.example' }],
          subject: email.letter.subject.text,
          body: letter,
          nextHref: '/next',
        }}
      />
    ),
    share: (
      <SharePage
        shell={shell}
        page={{
          person,
          lang,
          link: 'https://watchlight.example/en/c/k3v9',
          text: s.sentence,
          caseHref: '/case',
        }}
      />
    ),
    organisation: <OrganisationPage shell={shell} page={sampleOrganisation(lang)} />,
    update: <UpdatePage shell={shell} page={sample.sampleUpdate(lang)} />,
    ...letterPages(shell),
    confirm: (
      <Supporters.ConfirmPage shell={shell} page={{ ...common, purpose: 'action', meant: 'follow' }} />
    ),
    confirmed: (
      <Supporters.ConfirmedPage shell={shell} page={{ ...common, purpose: 'action', answer: 'follow' }} />
    ),
    expired: <Supporters.ExpiredPage shell={shell} actHref="/act" />,
    follow: <Supporters.FollowPage shell={shell} page={common} />,
    'follow-sent': <Supporters.FollowSentPage shell={shell} person={person} caseHref="/case" />,
    unsubscribe: <Supporters.UnsubscribePage shell={shell} page={common} />,
    answered: <Supporters.AnswerTakenPage shell={shell} />,
    unsubscribed: <Supporters.UnsubscribedPage shell={shell} preferencesHref="/preferences" />,
    preferences: (
      <Supporters.PreferencesPage shell={shell} page={{ ...common, others: true, changeHref: '/change' }} />
    ),
    'preferences-change': (
      <Supporters.ChangePage shell={shell} page={{ ...common, others: true, choicesHref: '/preferences' }} />
    ),
    undo: <Supporters.UndoPage shell={shell} page={common} />,
    'preferences-done': <Supporters.PreferencesDonePage shell={shell} command="erase" />,
    neutral: <Ui.NeutralPage shell={shell} />,
    'not-found': <Ui.NotFoundPage shell={shell} />,
    'too-many': <Ui.TooManyPage shell={shell} retryAfter={90} />,
    overloaded: <Ui.OverloadedPage shell={shell} retryAfter={5} />,
    'too-large': <Ui.TooLargePage shell={shell} />,
    error: <Ui.ErrorPage shell={shell} reference="7f3a-11" />,
    ...consolePages(lang, catalogue, assets),
  }
  const written = Object.entries(pages).map(async ([name, page]) => [name, await text(page)] as const)
  return Object.fromEntries(await Promise.all(written))
}

const text = async (page: { toString(): string | Promise<string> }): Promise<string> =>
  String(await page.toString())
