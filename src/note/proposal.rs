//! What to do about each kind of finding (建议).

use super::Code;

impl Code {
    /// What a clerk should do about a finding of this code.
    pub fn proposal(self) -> &'static str {
        match self {
            Code::NoOwner => "问清由谁负责，写进“处理意见”；原文确实漏写的，请起草单位补上后重新读取",
            Code::NoLead => "请起草单位明确由哪一家牵头",
            Code::NotATag => "一般不用处理；确是责任标注的，请在原文中写明单位全称或“负责”“牵头”等字样",
            Code::UnknownUnit => "确认是不是单位名称、有没有错字；是本地单位的，加进单位名册（--directory）",
            Code::AmbiguousUnit => "问清是哪一家，在单位名册（--directory）里写明，或在原文中改用全称",
            Code::DirectoryMatch => "核对是不是名册里的同一家；不是的，在名册里另列一行",
            Code::DirectoryOpen => "在单位名册里把名称写全，使一个名称只对应一家",
            Code::DuplicateOwner => "删去多余的一处；想写的是另一家的，请改正原文",
            Code::TwoLeads => "确认由列在首位的汇总，或请几家商定",
            Code::Collective => "要落到每一家的，用 --roster 给出成员名册",
            Code::GenericOwner => "问清具体是哪些单位，不能只发给“有关部门”",
            Code::OpenList => "请牵头单位或起草单位列全其余单位",
            Code::TagInText => "看这句话是不是分工；是的，请在任务末尾补上责任标注，或手工填入责任单位",
            Code::NotAddressed => "确认文件也发给这些单位，或核对单位名称有没有写错",
            Code::IdleAddressee => "确认这些单位本来就没有任务；漏写的，补进责任标注",
            Code::LargeShare => "核对是否过于集中，需要的可分给业务主管单位；牵头汇总的单位任务多是正常的",
            Code::VagueTarget => "下达前最好补上数量或时限，便于年终考核；确实只能定性的可不补",
            Code::ForeignText => "核对任务文字是否通顺；原样文字在“原文”里",
            Code::DoubtfulText => "核对这几个字是不是网页带来的；是的，从原文中删去后重新读取",
            Code::Classified => "产生的文件与原件同密级，按保密规定保管、传递和销毁",
            Code::RepeatedNumber => "核对原文序号；只是编号写错的不影响结果",
            Code::SkippedNumber => "对照原件，看中间的条目是不是漏了",
            Code::MisplacedNumber => "对照原件，看条目的先后和所属标题对不对",
            Code::UnclosedTag => "对照原件补全这处标注，再重新读取",
            Code::AssumedColumn => "对照原表逐格核对这一行的单位和角色",
            Code::RuleSentence => "核对这条规定是否适用于全文",
            Code::SetAside => "确实要分解落实的，手工增列为任务",
            Code::Definition => "一般不用处理；核对简称与全称是否对应",
            Code::Roster => "核对成员名单是不是最新的",
            Code::DoubtfulRoster => "用 --roster 给出确定的成员名册",
            Code::UnusedRoster => "核对名册里的群体名称与原文写法是否一致",
            Code::Skipped => "确认这一节确实不用分工",
            Code::Narrative => "要列为任务的，手工增列",
            Code::BehindTag => "看这段话属于哪一项任务，或要不要单列一项",
            Code::IdleTag => "看这处标注管哪些任务，手工填入责任单位",
            Code::ReplacedBytes => "换一份编码正确的文件，重新下载或另存为 UTF-8 后再读取",
        }
    }
}
