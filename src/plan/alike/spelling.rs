//! Names as they are compared: each character in its usual form.

use crate::source::text::fold_key;
use foldhash::HashMap;
use std::sync::LazyLock;

/// A name with its characters unified twice: as a key of names, and with variant forms of a character as one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    /// The match key of the name.
    pub(super) folded: Vec<char>,
    /// The key with the usual form of each character; as long as `folded`.
    pub(super) unified: Vec<char>,
}

impl Spelling {
    pub(super) fn new(name: &str) -> Self {
        let folded: Vec<char> = fold_key(name).chars().collect();
        let unified = folded.iter().map(|c| usual_form(*c)).collect();
        Self { folded, unified }
    }

    /// The name without words that editors add and drop freely: 等, の, ・, long vowel marks, and 強靱化 as 強化.
    pub(super) fn wording(&self) -> String {
        wording(&self.unified.iter().collect::<String>())
    }

    /// The wording without 事業 and 費 or 経費 at the end.
    pub(super) fn stem(&self) -> String {
        stem(&self.wording()).to_owned()
    }

    /// The name without a bracket that gives a former name, and that former name: `甲事業(旧乙事業)`.
    pub(super) fn with_former(&self) -> Option<(String, String)> {
        let name: String = self.unified.iter().collect();
        let open = name.find("(旧")?;
        let inner = name.get(open + "(旧".len()..)?;
        let close = inner.find(')')?;
        let former = inner.get(..close)?;
        let former =
            ["事業名", "名称", "称", "名"].iter().find_map(|w| former.strip_prefix(w)).unwrap_or(former);
        let former = former.trim_matches([':', '「', '」']);
        let outer = format!("{}{}", name.get(..open)?, inner.get(close + 1..)?);
        (!former.is_empty()).then(|| (stem(&wording(&outer)).to_owned(), stem(&wording(former)).to_owned()))
    }
}

/// Words of one meaning: the longer forms first.
const SAME_WORDS: [(&str, &str); 7] = [
    ("強化強靱化", "強化"),
    ("強靱化", "強化"),
    ("及び", ""),
    ("および", ""),
    ("並びに", ""),
    ("ならびに", ""),
    ("ないし", ""),
];

fn wording(unified: &str) -> String {
    let mut text = unified.to_owned();
    for (word, short) in SAME_WORDS {
        if text.contains(word) {
            text = text.replace(word, short);
        }
    }
    text.retain(|c| !matches!(c, '等' | 'の' | '・' | '-' | '、' | ',' | '「' | '」' | '"'));
    text
}

fn stem(wording: &str) -> &str {
    let stem = wording.strip_suffix("経費").or_else(|| wording.strip_suffix('費')).unwrap_or(wording);
    stem.strip_suffix("事業").unwrap_or(stem)
}

/// Forms of one character, the usual one first: old and name forms (靭 髙 﨑), kana written small, large or with another
/// letter (ォ, ヶ, ヂ), and signs that look the same in print (ニ and 二, ヘ and へ). Half-width and circled forms are
/// unified by the match key already.
const FORMS: &str = "靱靭 高髙 崎﨑嵜 斎齋斉齊 竜龍 国國囗 学學斈 会會 広廣 沢澤 辺邊邉 浜濱 島嶋嶌 桜櫻 恵惠 真眞 実實 総總 経經 \
医醫 薬藥 体體躰 発發 応應 対對 県縣 区區 当當 関關 戦戰 検檢 験驗 権權 団團 図圖 伝傳 鉄鐵 万萬 芸藝 亜亞 奥奧 塩鹽 剣劍劔劒 与與 両兩 \
並竝 乗乘 予豫 画畫 来來 仏佛 条條 栄榮 楽樂 横橫 気氣 済濟 渋澁 満滿 滝瀧 焼燒 灯燈 状狀 独獨 産產 礼禮 糸絲 継繼 続續 緑綠 縄繩 聡聰 脳腦 臓臟 \
舎舍 舗舖 蔵藏 虫蟲 蛍螢 衛衞 装裝 覚覺 観觀 訳譯 証證 読讀 変變 豊豐 賛贊 転轉 軽輕 遅遲 郷鄕 醸釀 釈釋 鉱鑛 録錄 銭錢 鎮鎭 険險 随隨 隠隱 雑雜 \
霊靈 静靜 頼賴 顕顯 駅驛 駆驅 騒騷 鶏鷄 麦麥 黄黃 黒黑 点點 党黨 歯齒 齢齡 炉爐 掴摑 噛嚙 頬頰 填塡 剥剝 叱𠮟 鴎鷗 祷禱 蝋蠟 桧檜 篭籠 岳嶽 峰峯 館舘 \
野埜 淵渕渊 曽曾 槙槇 凛凜 尭堯 遥遙 富冨 吉𠮷 労勞 単單 庁廳 拡擴 択擇 拠據 数數 断斷 昼晝 処處 従從 徳德 恒恆 懐懷 挙擧 教敎 欧歐 歴歷 残殘 浄淨 \
浅淺 温溫 潜潛 湿濕 営營 争爭 為爲 尽盡 禅禪 称稱 窃竊 聴聽 粛肅 胆膽 台臺 号號 蚕蠶 覧覽 触觸 売賣 辞辭 逓遞 鋳鑄 閲閱 双雙 余餘 髄髓 \
ヶヵケカ力箇个が アァ イィ ウゥ エェ工 オォ才 ツッ ヤャ ユュ ヨョ ワヮ ジヂ ズヅ あぁ いぃ うぅ えぇ おぉ つっ やゃ ゆゅ よょ ヘへ ベべ ペぺ リり ニ二 ハ八 ロ口 タ夕 \
ト卜 〇○";

/// The usual form of a character.
fn usual_form(character: char) -> char {
    static USUAL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
        let groups = FORMS.split_whitespace().filter_map(|group| Some((group.chars().next()?, group)));
        groups.flat_map(|(usual, group)| group.chars().skip(1).map(move |form| (form, usual))).collect()
    });
    if character.is_ascii() { character } else { USUAL.get(&character).copied().unwrap_or(character) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_form_belongs_to_two_characters() {
        let forms: Vec<char> = FORMS.chars().filter(|c| !c.is_whitespace()).collect();
        for form in &forms {
            assert_eq!(forms.iter().filter(|other| *other == form).count(), 1, "{form}");
        }
        assert_eq!(usual_form('靭'), '靱');
        assert_eq!(usual_form('が'), usual_form('ケ'));
        assert_eq!(usual_form('医'), '医');
    }

    #[test]
    fn words_that_come_and_go_are_left_out() {
        let stem = |name: &str| Spelling::new(name).stem();
        assert_eq!(stem("医療機器等の開発・普及事業費"), stem("医療機器開発普及"));
        assert_eq!(stem("国土強靭化サーバー事業"), stem("国土強化サーバ"));
        assert_ne!(stem("開発第1期事業"), stem("開発第2期事業"));
    }

    #[test]
    fn a_former_name_stands_in_a_bracket() {
        let named = |name: &str| Spelling::new(name).with_former();
        let both = Some(("新薬創出".to_owned(), "新薬開発".to_owned()));
        assert_eq!(named("新薬創出事業(旧新薬開発事業)"), both);
        assert_eq!(named("新薬創出事業（旧称：新薬開発事業）"), both);
        assert_eq!(named("新薬創出事業(A型)"), None);
    }
}
