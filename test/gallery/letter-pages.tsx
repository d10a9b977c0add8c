/** The pages of a joint letter, with the longest names that they should bear. */
import * as Letters from '#joint-letters/views/public.ts'
import type { PublicShell } from '#ui/index.ts'

const logo = { src: '/wide.jpg', width: 480, height: 120, alt: '', credit: '' }

export function letterPages(shell: PublicShell) {
  const { lang } = shell.i18n
  const ar = lang === 'ar'
  const words = ar
    ? 'نكتب إليكم بشأن نادية رحّال، المحامية التي استُدعيت لأنها دافعت عن عمال الميناء. نطلب إغلاق الملف وإعادة جواز سفرها.'
    : 'We write to you about Nadia Rahal, the lawyer who was summoned for defending dock workers. We ask that the file be closed and that her passport be given back.'
  const head = {
    lang,
    title: ar ? 'أغلقوا ملف نادية رحّال' : 'Close the file against Nadia Rahal',
    addressee: ar
      ? 'إلى وزير العدل\nوزارة العدل، ترسند'
      : 'To the Minister of Justice\nMinistry of Justice, Tarsend',
    place: ar ? 'ترسند' : 'Tarsend',
    datedOn: '2026-11-13',
    organisation: { name: shell.siteName, href: 'https://harbour.example/' },
    person: ar ? 'نادية رحّال' : 'Nadia Rahal',
    caseHref: '/case',
    letterHref: '/letter',
    fallback: false,
  }
  const names = ar
    ? [
        'شبكة الحقوقيات',
        'مرصد النقابات الحرة',
        'Coalition of Lawyers and Families for the Rights of Dock Workers',
      ]
    : ['Women Jurists Network', 'شبكة الحقوقيات', 'Donaudampfschifffahrtsgesellschaftsgewerkschaftsbund']
  const page: Letters.LetterProjection = {
    ...head,
    canonical: `https://watchlight.example/${lang}/letter`,
    summary: words,
    bodyHtml: `<p>${words}</p><ol><li>${words}</li></ol><p>${words}</p>`,
    signatories: names.map((name, n) => ({
      name,
      country: ['LB', 'TN', 'AT'][n]!,
      website: { href: 'https://www.example.org/', host: 'a-long-name-of-an-organisation.example.org' },
      ...(n > 0 ? { logo } : {}),
    })),
    countries: 3,
    signatoriesHref: '/signatories',
    printHref: '/print',
    sign: { href: '/sign', until: '2026-12-01' },
    closed: false,
  }
  const form: Letters.SignOnProjection = {
    ...head,
    takenBy: shell.siteName,
    textHash: 'x',
    formHref: '/x',
    privacyHref: '/privacy',
    until: '2026-12-01',
  }
  const letter = { title: head.title, lang, href: '/letter' }
  const refused = {
    values: { organisation: names[0]!, website: 'two sites', hear: 'yes' },
    errors: {
      website: 'Please write one web site.',
      logo: 'Please choose a picture in JPEG, PNG or WebP.',
      authority: shell.i18n.t('sign-on.error.authority'),
      hear: 'Please choose one.',
    },
  }
  return {
    letter: <Letters.LetterPage shell={shell} page={page} />,
    'letter-closed': (
      <Letters.LetterPage
        shell={shell}
        page={{ ...page, signatories: [], countries: 0, sign: undefined, closed: true, fallback: true }}
      />
    ),
    'letter-signatories': <Letters.SignatoriesPage shell={shell} page={page} />,
    'letter-print': <Letters.LetterOnPaper shell={shell} page={page} />,
    'sign-on': <Letters.SignOnPage shell={shell} page={form} />,
    'sign-on-refused': <Letters.SignOnPage shell={shell} page={form} form={refused} />,
    'sign-on-sent': <Letters.SignOnSentPage shell={shell} letterHref="/letter" />,
    'sign-on-confirm': (
      <Letters.AnswerPage shell={shell} page={{ asks: 'confirm', letter, formHref: '/x' }} />
    ),
    'sign-on-changed': (
      <Letters.AnswerPage
        shell={shell}
        page={{
          ...{ asks: 'confirm', letter, formHref: '/x' },
          changed: { letter: { ...head, bodyHtml: page.bodyHtml }, textHash: 'x' },
        }}
      />
    ),
    'sign-on-withdraw': <Letters.AnswerPage shell={shell} page={{ asks: 'withdraw', formHref: '/x' }} />,
    'sign-on-answered': <Letters.AnsweredPage shell={shell} answer="confirm" letterHref="/letter" />,
    'sign-on-expired': <Letters.SignOnExpiredPage shell={shell} signHref="/sign" />,
  }
}
