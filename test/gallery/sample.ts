import type { CaseProjection, HomeProjection } from '#cases/views/public.ts'
import type {
  ActionBase,
  CallAction,
  EmailAction,
  MessageAction,
  SignatureAction,
} from '#campaigns/views/public.ts'
import type { UpdateProjection } from '#updates/views/public.ts'

/** Invented people and places; the longest texts that a page should bear. */
export type SampleLanguage = 'en' | 'ar'

const say = {
  en: {
    name: 'Nadia Rahal',
    sentence: 'Lawyer and trade unionist in Tarsend, summoned for defending dock workers who went on strike.',
    status: 'At this time no arrest is expected.',
    organisation: 'Harbour Rights',
    second: 'Women Jurists Network',
    third: 'Observatory of Free Unions',
    summary:
      'The prosecutor may decide any day whether to charge her with “incitement”. Ask for the file to be closed and for her passport to be given back.',
    title: 'Ask the Minister to close the file',
    credit: 'Courtesy of the Rahal family',
    alt: 'Nadia Rahal at her desk beside a window, smiling, a pen in her hand',
    headline: 'Members of the coalition spoke with Nadia: her travel ban is under review',
    place: 'Tarsend',
    demand: [
      'Close the investigation against Nadia Rahal.',
      'Return her passport.',
      'Let lawyers meet their clients at the port without being searched.',
    ],
    points: [
      'I thank everyone who wrote. I read the letters aloud to my daughter in the evening.',
      'I do not ask for pity. I ask that the dock workers keep their lawyer.',
      'I would like both sides to end all proceedings, and I am consulting my colleagues about it.',
    ],
    letter:
      'I write to you about the lawyer Nadia Rahal, who was summoned on 3 September after she had represented dock workers.\n\nShe is alleged to have incited a strike. What she did was to read the labour code to people who had not been told of it.',
    own: 'I follow her case because',
    ask: 'I respectfully ask you to close the file, to return her passport, and to let her do her work.',
    script:
      'Good day, my name is … and I am calling from …\n\nI am calling about the lawyer Nadia Rahal. I would like to ask the Minister to close the investigation against her and to return her passport.\n\nCould you please write down my call? Thank you for your time.',
  },
  ar: {
    name: 'نادية رحّال',
    sentence: 'محامية ونقابية في ترسند، استُدعيت بسبب دفاعها عن عمال الميناء المضربين.',
    status: 'في الوقت الحاضر لا يُتوقع اعتقالها.',
    organisation: 'حقوق الميناء',
    second: 'شبكة القانونيات',
    third: 'Observatory of Free Unions',
    summary:
      'قد يقرر المدعي العام في أي يوم توجيه تهمة «التحريض» إليها. اطلب إغلاق الملف وإعادة جواز سفرها إليها.',
    title: 'اطلب من الوزير إغلاق الملف',
    credit: 'بإذن من عائلة رحّال',
    alt: 'نادية رحّال إلى مكتبها قرب نافذة، مبتسمة وفي يدها قلم',
    headline: 'أعضاء في الائتلاف تحدثوا مع نادية: منع سفرها قيد المراجعة',
    place: 'ترسند',
    demand: [
      'إغلاق التحقيق ضد نادية رحّال.',
      'إعادة جواز سفرها.',
      'السماح للمحامين بلقاء موكليهم في الميناء من دون تفتيش.',
    ],
    points: [
      'أشكر كل من كتب. أقرأ الرسائل لابنتي في المساء.',
      'لا أطلب الشفقة. أطلب أن يبقى لعمال الميناء محاميهم.',
      'أود أن ينهي الطرفان كل الإجراءات، وأتشاور مع زملائي في ذلك.',
    ],
    letter:
      'أكتب إليكم بشأن المحامية نادية رحّال التي استُدعيت في 3 سبتمبر بعد أن مثّلت عمال الميناء.\n\nيُزعم أنها حرّضت على إضراب. ما فعلته أنها قرأت قانون العمل على أناس لم يُخبروا به.',
    own: 'أتابع قضيتها لأن',
    ask: 'أطلب منكم بكل احترام إغلاق الملف وإعادة جواز سفرها وتركها تؤدي عملها.',
    script:
      'نهارك سعيد، اسمي … وأتصل من …\n\nأتصل بشأن المحامية نادية رحّال. أرجو من الوزير إغلاق التحقيق ضدها وإعادة جواز سفرها.\n\nهل يمكنكم تدوين مكالمتي؟ شكرًا على وقتكم.',
  },
} as const

const portrait = (lang: SampleLanguage) => ({
  src: '/portrait.jpg',
  width: 800,
  height: 1000,
  alt: say[lang].alt,
  credit: say[lang].credit,
})

const counter = {
  confirmed: 12_412,
  countries: 61,
  goal: 20_000,
  recordedByStaff: 38,
  onPaper: { evidenced: 1_240, unproven: 40 },
}

export function sampleCase(lang: SampleLanguage): CaseProjection {
  const s = say[lang]
  const ar = lang === 'ar'
  return {
    id: 'k3v9',
    lang,
    canonical: `https://watchlight.example/${lang}/c/k3v9-nadia-rahal`,
    name: s.name,
    sentence: s.sentence,
    portrait: portrait(lang),
    status: {
      text: s.status,
      assessedOn: '2026-11-12',
      assessors: [s.organisation, s.second],
      assessorCount: 5,
      nextReviewOn: '2026-11-26',
      due: false,
    },
    asks: [
      { kind: 'email', title: '', summary: s.summary, href: '/act-email', actBy: '2026-12-03' },
      { kind: 'call', title: '', href: '/act-call' },
      { kind: 'message', title: '', href: '/act-message' },
      { kind: 'signature', title: '', href: '/act-signature' },
    ],
    counter,
    updates: [
      {
        kind: ar ? 'معلومات إضافية' : 'Further information',
        headline: s.headline,
        href: '/update',
        on: '2026-11-13',
        place: s.place,
      },
      {
        kind: ar ? 'جلسة قادمة' : 'Hearing ahead',
        headline: ar ? 'جلسة بشأن جواز السفر في 20 نوفمبر' : 'Hearing about the passport on 20 November',
        href: '/update',
        on: '2026-11-05',
      },
      {
        kind: ar ? 'إنذار' : 'Alert',
        headline: ar ? 'استدعاء نادية رحّال إلى النيابة' : 'Nadia Rahal summoned to the prosecutor',
        href: '/update',
        on: '2026-09-03',
        place: s.place,
      },
    ],
    allUpdatesHref: '/update',
    quotes: s.points.map((text, n) => ({
      form: n === 0 ? ('verbatim' as const) : ('paraphrase' as const),
      ...{ text, by: s.name, saidOn: '2026-11-13', translatedFrom: n === 1 ? (ar ? 'fr' : 'ar') : undefined },
    })),
    timeline: [
      {
        on: '2026-08-21',
        text: ar
          ? 'إضراب في الميناء؛ تمثل نادية 140 عاملًا.'
          : 'Strike at the port; Nadia represents 140 workers.',
      },
      {
        on: '2026-09-03',
        text: ar ? 'استدعاؤها إلى النيابة للمرة الأولى.' : 'Summoned to the prosecutor for the first time.',
      },
      { on: '2026-09-19', text: ar ? 'سحب جواز سفرها.' : 'Her passport is taken.' },
    ],
    organisations: [
      { name: s.organisation, role: 'lead', href: 'https://harbour.example/' },
      { name: s.second, role: 'partner', href: 'https://jurists.example/' },
      { name: s.third, role: 'observer' },
    ],
    donate: {
      headline: ar ? 'امنحوا الأمل' : 'Give hope',
      sentence: ar
        ? 'تدفع التبرعات أتعاب المحامين ونفقات السفر إلى الجلسات.'
        : 'Gifts pay for lawyers and for travel to hearings.',
      href: 'https://harbour.example/donate',
      purpose: 'general',
      organisation: s.organisation,
    },
    follow: {
      mailHref: '/follow',
      atomHref: '/feed.atom',
      jsonFeedHref: '/feed.json',
      social: [
        { label: 'Mastodon', href: 'https://social.example/@harbour' },
        { label: 'Instagram', href: 'https://pictures.example/harbour' },
      ],
    },
    zone: 'Antarctica/Troll',
  }
}

export function sampleHome(lang: SampleLanguage): HomeProjection {
  const s = say[lang]
  const ar = lang === 'ar'
  return {
    canonical: `https://watchlight.example/${lang}/`,
    cases: [
      {
        name: s.name,
        sentence: s.sentence,
        href: '/case',
        portrait: portrait(lang),
        status: { text: s.status, assessedOn: '2026-11-12', due: false },
      },
      {
        name: ar ? 'معلّم من الجبال' : 'A teacher from the highlands',
        sentence: ar
          ? 'محتجز منذ مارس من دون تهمة. لا نذكر اسمه بطلب منه.'
          : 'Held since March without a charge. At his wish we do not give his name.',
        href: '/case',
      },
    ],
  }
}

function base(lang: SampleLanguage): ActionBase {
  const s = say[lang]
  return {
    campaignId: 'c1',
    lang,
    canonical: `https://watchlight.example/${lang}/act/c1`,
    title: s.title,
    summary: s.summary,
    person: s.name,
    caseHref: '/case',
    demands: s.demand.map((text, i) => ({ text, state: (['open', 'partly', 'met'] as const)[i] ?? 'open' })),
    actBy: '2026-12-03',
    zone: 'Antarctica/Troll',
    counter,
    organisation: s.organisation,
    newsletter: true,
    privacyHref: '/privacy',
    formHref: '/act',
    risk: { country: 'AQ', insideHref: '/act-email-inside' },
  }
}

const official = (lang: SampleLanguage) => ({
  id: 'o1',
  name: lang === 'ar' ? 'سامر حدّاد' : 'H. E. Samer Haddad',
  role: lang === 'ar' ? 'وزير العدل' : 'Minister of Justice',
  country: 'AQ',
  language: 'ar',
})

export function sampleEmail(lang: SampleLanguage): EmailAction {
  const s = say[lang]
  const ar = lang === 'ar'
  return {
    ...base(lang),
    kind: 'email',
    officials: [
      official(lang),
      {
        id: 'o2',
        name: 'Marie Lindqvist',
        role: ar ? 'سفيرة' : 'Ambassador',
        institution: ar ? 'السفارة في برلين' : 'Embassy in Berlin',
        country: 'DE',
      },
    ],
    letter: {
      lang,
      subject: {
        text: ar ? 'بشأن المحامية نادية رحّال' : 'The lawyer Nadia Rahal',
        editable: true,
        maxLength: 120,
      },
      salutation: ar ? 'معالي الوزير،' : 'Your Excellency,',
      parts: [
        { id: 'facts', text: s.letter, editable: false, maxLength: 2000 },
        { id: 'own', text: s.own, editable: true, maxLength: 800 },
        { id: 'ask', text: s.ask, editable: false, maxLength: 500 },
      ],
      variants: [
        { id: '1', label: ar ? 'عن القانون' : 'About the law', href: '?start=1', current: true },
        { id: '2', label: ar ? 'عن العمال' : 'About the workers', href: '?start=2', current: false },
        { id: '3', label: ar ? 'كلمة قصيرة' : 'A short word', href: '?start=3', current: false },
      ],
    },
    serverSends: true,
    ownMail: true,
  }
}

export function sampleMessage(lang: SampleLanguage): MessageAction {
  const s = say[lang]
  return {
    ...base(lang),
    kind: 'message',
    title: lang === 'ar' ? `اكتب إلى ${s.name}` : `Write to ${s.name}`,
    demands: [],
    maxLength: 1000,
  }
}

export function sampleCall(lang: SampleLanguage): CallAction {
  return {
    ...base(lang),
    kind: 'call',
    title: lang === 'ar' ? 'اتصل بوزارة العدل' : 'Call the Ministry of Justice',
    official: {
      ...official(lang),
      phone: '+999 1 555 0100',
      zone: 'Antarctica/Troll',
      officeHours: { from: '08:30', to: '15:00' },
    },
    script: say[lang].script,
    position: 1,
    total: 3,
    emailHref: '/act-email',
    now: '2026-11-23T09:12:00Z',
  }
}

export function sampleSignature(lang: SampleLanguage): SignatureAction {
  return {
    ...base(lang),
    kind: 'signature',
    title: lang === 'ar' ? 'وقّع الرسالة' : 'Sign the joint letter',
    letter: { lang, text: `${say[lang].letter}\n\n${say[lang].ask}`, hash: 'A'.repeat(43) },
  }
}

export function sampleUpdate(lang: SampleLanguage): UpdateProjection {
  const s = say[lang]
  const ar = lang === 'ar'
  const paragraph = ar
    ? 'تحدث صباح 13 نوفمبر ثلاثة من أعضاء الائتلاف مع نادية رحّال. هي بخير وتواصل عملها. أكدت المحكمة الإدارية لمحاميها أن طلب رفع منع السفر سُجّل في 11 نوفمبر.'
    : 'On the morning of 13 November three members of the coalition spoke with Nadia Rahal. She is well and goes on working. The administrative court confirmed to her lawyer that the request to lift the travel ban was registered on 11 November.'
  return {
    id: 'u1',
    lang,
    canonical: `https://watchlight.example/${lang}/u/u1`,
    kind: 'further_information',
    headline: s.headline,
    summary: s.status,
    publishedAt: '2026-11-13T10:30:00Z',
    zone: 'Antarctica/Troll',
    place: s.place,
    authors: [ar ? 'ليلى مطر' : 'Leila Matar', 'Jonas Weber'],
    source: { name: s.organisation, href: 'https://harbour.example/' },
    postedBy: s.second,
    picture: { ...portrait(lang), src: '/wide.jpg', width: 1200, height: 750 },
    bodyHtml: `<p>${paragraph}</p><h2>${ar ? 'ما نعرفه' : 'What is known'}</h2><p>${paragraph}</p><blockquote><p>${s.points[0]}</p></blockquote><ul><li>${s.demand[0]}</li><li>${s.demand[1]}</li></ul><p>${paragraph}</p>`,
    quotes: s.points.map((text, n) => ({
      form: n === 0 ? ('verbatim' as const) : ('paraphrase' as const),
      ...{ text, by: s.name, saidOn: '2026-11-13', translated: !ar },
    })),
    nextExpected: ar
      ? 'جلسة المحكمة الإدارية في 20 نوفمبر.'
      : 'The hearing of the administrative court on 20 November.',
    person: s.name,
    caseHref: '/case',
    ask: { title: s.title, href: '/act-email', text: s.summary },
    corrections: [
      {
        on: '2026-11-14',
        text: ar
          ? 'ذُكر سابقًا أن الطلب سُجّل في 10 نوفمبر.'
          : 'An earlier version said that the request was registered on 10 November.',
      },
    ],
    earlier: [
      {
        kind: 'alert',
        headline: ar ? 'استدعاء نادية رحّال إلى النيابة' : 'Nadia Rahal summoned to the prosecutor',
        href: '/update',
        on: '2026-09-03',
        place: s.place,
      },
    ],
  }
}

export const sampleNames = { en: say.en, ar: say.ar }

/** What makes an action page an organisation's own. */
export const samplePartner = (
  lang: SampleLanguage,
): Pick<ActionBase, 'partner' | 'lead' | 'organisation'> => ({
  organisation: lang === 'ar' ? 'حلقة المنارة' : 'Lighthouse Circle',
  lead: lang === 'ar' ? 'حقوق الميناء' : 'Harbour Rights',
  partner: {
    name: lang === 'ar' ? 'حلقة المنارة' : 'Lighthouse Circle',
    href: 'https://lighthouse.example/',
    logo: { src: '/wide.jpg', width: 480, height: 300 },
    lang,
    introHtml:
      lang === 'ar'
        ? '<p>نعرفها منذ <strong>تسع سنوات</strong>.</p>'
        : '<p>We have known her for <strong>nine years</strong>.</p>',
    accent: 'sea',
  },
})
