/** The cast that everyone knows: tests and the demo speak of the same people. All of them are invented. */
export const harbour = {
  name: 'Harbour Watch',
  country: 'NL',
  timeZone: 'Europe/Amsterdam',
  languages: ['en', 'ar'],
  defaultLanguage: 'en',
  senderName: 'Harbour Watch',
  senderAddress: 'news@harbour.example',
  campaignAddress: 'letters@harbour.example',
  postalAddress: 'Harbour Watch, Kade 12, 1011 AB Amsterdam, Netherlands',
  website: 'https://harbour.example',
  privacyContact: 'privacy@harbour.example',
  newsletterOffered: true,
  donateUrl: 'https://harbour.example/give',
  donatePurpose: 'general',
  texts: {
    en: {
      donateHeadline: 'Give hope',
      donateSentence: 'Your gift pays for lawyers, safe travel and a night’s sleep for people at risk.',
      donateButton: 'Donate now',
    },
    ar: {
      donateHeadline: 'امنح الأمل',
      donateSentence: 'تبرعك يدفع أتعاب المحامين وتكاليف السفر الآمن لأشخاص معرّضين للخطر.',
      donateButton: 'تبرّع الآن',
    },
  },
  social: [
    { network: 'mastodon', url: 'https://social.example/@harbour' },
    { network: 'bluesky', url: 'https://blue.example/harbour' },
  ],
} as const

export const members = {
  ines: { name: 'Ines Duarte', address: 'ines@harbour.example', role: 'admin', language: 'en' },
  tomas: { name: 'Tomas Brandt', address: 'tomas@harbour.example', role: 'campaigner', language: 'en' },
  layla: { name: 'Layla Nasser', address: 'layla@harbour.example', role: 'caseworker', language: 'ar' },
  viktor: { name: 'Viktor Lund', address: 'viktor@harbour.example', role: 'viewer', language: 'en' },
} as const

export type MemberName = keyof typeof members

/** A second organisation, whose rows nobody of the first may see. */
export const lighthouse = {
  ...harbour,
  name: 'Lighthouse Circle',
  country: 'KE',
  timeZone: 'Africa/Nairobi',
  senderName: 'Lighthouse Circle',
  senderAddress: 'news@lighthouse.example',
  campaignAddress: 'letters@lighthouse.example',
  website: 'https://lighthouse.example',
  privacyContact: 'privacy@lighthouse.example',
} as const

/** The case. Samira Haddad does not exist, and neither do her court and her paper. */
export const lantern = {
  codeName: 'Lantern',
  country: 'JO',
  language: 'en',
  reason: 'arrest-feared',
  zone: 'Asia/Amman',
  person: {
    legalName: 'Samira Haddad',
    calledName: 'Samira',
    pronouns: 'she, her',
    languages: 'Arabic, English',
    channels: 'Signal, evenings after eight. Never the office telephone.',
  },
  texts: {
    en: {
      name: 'Samira Haddad',
      sentence:
        'A member of the city council who asked where the water money went, and may be arrested for it.',
      story:
        'Samira Haddad has sat on the council of her city since 2021. In September she asked in public how the money for the water works was spent.\n\nTwo weeks later the prosecutor summoned her for **spreading false news**. If she is charged, she could be held for up to three months before a judge hears her.\n\nShe answered every question and goes on working.',
      concern: 'We fear that Samira Haddad will be arrested at or before the hearing on 3 December.',
      zone: 'Asia/Amman',
    },
    ar: {
      name: 'سميرة حداد',
      sentence: 'عضو في مجلس المدينة سألت أين ذهبت أموال المياه، وقد تُعتقل بسبب سؤالها.',
      story:
        'سميرة حداد عضو في مجلس مدينتها منذ عام 2021. في أيلول سألت علنًا كيف أُنفقت أموال مشروع المياه.\n\nبعد أسبوعين استدعاها المدعي العام بتهمة **نشر أخبار كاذبة**. إذا وُجهت إليها التهمة فقد تُحتجز ثلاثة أشهر قبل أن يسمعها قاضٍ.\n\nأجابت عن كل سؤال وتواصل عملها.',
      concern: 'نخشى أن تُعتقل سميرة حداد في جلسة 3 كانون الأول أو قبلها.',
      zone: 'Asia/Amman',
    },
  },
  portrait: {
    credit: { en: 'Courtesy of the family', ar: 'بإذن من العائلة' },
    alt: {
      en: 'Samira Haddad at her desk, looking at the camera',
      ar: 'سميرة حداد جالسة إلى مكتبها وتنظر إلى الكاميرا',
    },
  },
  status: {
    harm: 'arrest',
    level: 'moderate',
    wording: { en: 'At this time no arrest is expected.', ar: 'لا يُتوقع اعتقال في هذا الوقت.' },
    assessors: { en: ['Harbour Watch'], ar: ['مرصد الميناء'] },
    assessorCount: 1,
  },
  consent: {
    agreed:
      'You may say my name, show my picture and tell what the prosecutor did. Nothing about my children.',
    items: ['name', 'image', 'story', 'charges', 'affiliation'],
    how: 'written',
  },
} as const
