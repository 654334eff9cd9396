//! `remnants`: what a web page, a chat or a reviewer left in the text.

use std::sync::LazyLock;

use regex::Regex;

use crate::check::page::Line;
use crate::check::pattern::pattern;
use crate::check::rule::{Hit, Rule};
use crate::model::{FindingKind, Origin, Severity};

pub(super) static RULE: Rule = Rule {
    key: "remnants",
    kind: FindingKind::Gaps,
    origin: Origin::Custom,
    clause: "报送稿不带网页残留和批注",
    severity: Severity::Warning,
    name: "网页残留和批注",
    why: "从网上、聊天窗口复制来的尾巴和改稿时的批注，报送前要清干净。",
    wrong: "来源：某某文秘网，（此处补充一个例子）",
    right: "（删去）",
    once: false,
    check: |page| page.lines.iter().flat_map(check).collect(),
};

static WEB: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"https?://[\x21-\x7e]+|(?i:www\.[\x21-\x7e]+)|[a-z0-9-]+\.(?:com|cn|net|org)(?:\.cn)?\b|&(?:nbsp|ldquo|rdquo|mdash|lt|gt|amp|quot);|</?(?:p|br|span|div|strong|b|a|img)\b[^<>]{0,80}>|(?:本文)?来源[：:].{0,12}(?:网|公众号|文库)|责任编辑[：:].{0,8}|\(?（?责编[：:].{2,6}[)）]?|(?:点击|长按|扫描).{0,6}(?:下载|查看|阅读|关注|二维码|识别)(?:全文|原文|更多)?|(?:阅读|展开|查看)(?:全文|原文)|关注(?:我们的)?(?:微信)?公众号|更多(?:范文|公文|精彩).{0,10}|(?:公文|范文|文秘|写作)(?:享文|在线|大全|网站?|文库)|版权(?:所有|声明)|转载请注明|未经授权|会员(?:下载|专享)|付费(?:阅读|下载)|上一篇[：:]|下一篇[：:]|浏览(?:次数|量)[：:]?\d*|Ctrl\s*\+\s*[A-Z]|Copyright|©|\x{FFFD}+|\\[ux][0-9a-fA-F]{2,4}|\[(?:图片|图|表情|动画表情|链接|视频|附件|文件|语音|表格|引用|截图)[^\[\]]{0,6}\]|[［\[【][0-9]{1,2}(?:[-,，][0-9]{1,2})?[】\]］]",
    )
});
static CHAT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"作为(?:一个|一名)?(?:AI|人工智能|语言模型)[^。]{0,20}|以下是(?:为您|根据您|一份|一篇)[^。：:]{0,30}[：:]?|希望(?:这|以上|对您|对你)[^。]{0,20}(?:帮助|参考)|(?:您|你)可以根据(?:实际|自己|具体)[^。]{0,20}(?:修改|调整|补充)|如(?:需|有需要)[^。]{0,12}(?:请告诉我|请告知|随时)|仅供参考|(?:请|可)?根据(?:实际|自身|本单位)情况(?:自行)?(?:填写|修改|补充|调整)",
    )
});
static NOTES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i:todo|fixme|tbd|xxx待)|[（(【\[［][^（）()【】\[\]［］]{0,30}(?:此处|这里|这段|本段|此段|上面|下面|这句)[^（）()【】\[\]［］]{0,30}[）)】\]］]|[（(【\[［](?:注|备注|批注|说明|提示|修改|审核|领导意见|编者按|参考|待|需|请|问)[：:]?[^（）()【】\[\]［］]{0,40}(?:核实|补充|确认|修改|改一下|更新|删|核对|查一下|问一下|完善|换成|数据|再写|填写|斟酌|落实一下)[^（）()【】\[\]［］]{0,20}[）)】\]］]|[（(【\[［][^（）()【】\[\]［］]{0,20}(?:待核实|待确认|待补充|待完善|待更新|待定|需核实|需补充|需确认|要核实|未核实|不确定|存疑|补数据|数据来源\?)[^（）()【】\[\]［］]{0,20}[）)】\]］]|[（(【\[［][^（）()【】\[\]［］]{0,20}(?:找|问|让|请|跟|向|等)[^（）()【】\[\]［］]{1,12}(?:核对|核实|核一下|确认|补充|提供|补上|定稿|统计|要数|再定|再说|填上?)[^（）()【】\[\]［］]{0,8}[）)】\]］]|[（(【\[［](?:是否|要不要|可否|能否)[^（）()【】\[\]［］]{1,14}[）)】\]］]|[（(【\[［](?:暂?缺|空|补|删|重写|待议|略写|同去年|抄去年|数字不准|数据不准|不准)[）)】\]］？?]|[（(【\[［](?:原为?|原文|原稿|原句|改前|改后|旧稿|删去?|已删|去年(?:的)?(?:数据?|稿)|上年(?:的)?数据?|旧数据?|老数据|参照去年|沿用去年)[：:，,][^（）()【】\[\]［］]{0,30}[）)】\]］]|[（(【\[［](?:与|跟|和|同)[^（）()【】\[\]［］]{1,14}(?:核对|核实|对一下|确认|核)[^（）()【】\[\]［］]{0,6}[）)】\]］]|[（(【\[［][^（）()【】\[\]［］]{0,16}(?:再确认|再核|再改|再看|再补|再问|请更新|请核|请改|请补|请删|记得改|别忘|要改|待改|未改|核一下|查一下|改一下|看一下|确认一下)[^（）()【】\[\]［］]{0,10}[）)】\]］]|[（(【\[［][?？!！]{1,3}[）)】\]］]|[?？]{4,}|!{4,}|！{4,}",
    )
});
static STARS: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^#{1,6} |^[-*+] [一-龥]|^>{1,3} |^```|\*\*[^*]{1,30}\*\*|!?\[[^\]]{0,30}\]\([^)]{0,80}\)",
    )
});
static DOTTED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[一-龥]{1,2}(?:[.．·][一-龥]{1,2}){3,}[.．]?"));

fn check(line: &Line<'_>) -> Vec<Hit> {
    let web = line.find(&WEB).map(|found| (found, "像是网页或文件带来的残留"));
    let chat = line.find(&CHAT).map(|found| (found, "像是别处复制来的说明"));
    let notes = line.find(&NOTES).map(|found| (found, "像是改稿时留下的批注"));
    let stars = line.find(&STARS).map(|found| (found, "像是排版符号的残留"));
    let dotted = line.find(&DOTTED).map(|found| (found, "像是网站加在文字里的记号"));
    let mut hits: Vec<Hit> = web
        .chain(chat)
        .chain(notes)
        .chain(stars)
        .chain(dotted)
        .map(|(found, what)| {
            let message = format!("“{}”{what}。请看过后删去。", found.text);
            let hit = line.hit(found.start, found.end, message);
            let tag = found.text.starts_with(['<', '&']);
            if tag { hit.fix("") } else { hit }
        })
        .collect();
    hits.sort_by_key(|hit| hit.spot.start);
    hits.dedup_by(|next, hit| next.spot.start < hit.spot.end);
    hits
}

#[cfg(test)]
mod tests {
    use crate::check::testing::check;

    #[test]
    fn what_was_left_in_the_text_is_found() {
        check("remnants", "详见https://example.org/a。", "https://example.org/a");
        check("remnants", "党建&nbsp;工作<br>扎实", "&nbsp; →  / <br> → ");
        check("remnants", "公.文.享.文.网出品", "公.文.享.文.网出");
        check("remnants", "全年走访12户（此处补充一个例子）", "（此处补充一个例子）");
        check(
            "remnants",
            "全年走访12户（数据待核实）【请办公室核对】",
            "（数据待核实） / 【请办公室核对】",
        );
        check("remnants", "责任编辑：小王", "责任编辑：小王");
        check("remnants", "平均[图片]用时，73\u{FFFD}份，1650份[1]", "[图片] / \u{FFFD} / [1]");
        check("remnants", "9名（？），8个（小李再确认一下）", "（？） / （小李再确认一下）");
        check(
            "remnants",
            "整改（原：已整改完毕）【与客服部核对】",
            "（原：已整改完毕） / 【与客服部核对】",
        );
        check("remnants", "Todo 走访多少户？？？？", "Todo / ？？？？");
        check(
            "remnants",
            "**抓学习**，以下是为您撰写的述职报告：",
            "**抓学习** / 以下是为您撰写的述职报告：",
        );
    }

    #[test]
    fn ordinary_words_in_brackets_are_left_alone() {
        for text in [
            "走访老党员（含困难党员）12户，【主题党日】【青禾微课】",
            "责任编辑部署，关注公众需求，来源广泛，问题来源：居民反映",
            "党建·治理·服务，（一）抓学习（见附件）",
            "推广“码上办”小程序，扫描全能王，难道不该吗？！",
            "更多居民参与，宣传公众号发文12篇",
        ] {
            check("remnants", text, "");
        }
    }
}
