using System.Text.RegularExpressions;
using Weft.Hub.Platform.Api;

namespace Weft.Hub.Modules.AppStore.Orders;

/// <summary>Who buys, for how many, and what the invoice says; every rule is checked here, on the server (app-store 3; S9).</summary>
internal sealed partial record ContactForm
{
    public int UserCount { get; init; } = 1;
    public required string ContactName { get; init; }
    public required string ContactPhone { get; init; }
    public string? ContactEmail { get; init; }
    public string? CompanyName { get; init; }
    public bool InvoiceRequired { get; init; }
    public string? InvoiceTitle { get; init; }
    public string? InvoiceTaxNo { get; init; }
    public string? Remark { get; init; }

    public static ContactForm Read(Fields fields)
    {
        var invoice = fields.Flag("invoiceRequired") ?? false;
        var form = new ContactForm
        {
            UserCount = (int)(fields.Integer("userCount", 1, 999) ?? 1),
            ContactName = fields.Text("contactName", 64, required: true) ?? "",
            ContactPhone = fields.Text("contactPhone", 20, required: true) ?? "",
            ContactEmail = Optional(fields, "contactEmail", 128),
            CompanyName = Optional(fields, "companyName", 128),
            InvoiceRequired = invoice,
            InvoiceTitle = invoice ? fields.Text("invoiceTitle", 128, required: true) : Optional(fields, "invoiceTitle", 128),
            InvoiceTaxNo = invoice ? fields.Text("invoiceTaxNo", 32, required: true) : Optional(fields, "invoiceTaxNo", 32),
            Remark = Optional(fields, "remark", 500),
        };
        if (form.ContactPhone.Length > 0 && !Phone().IsMatch(form.ContactPhone))
        {
            fields.Fail("contactPhone", "必须为 11 位手机号，或以 + 开头的 6 到 15 位数字");
        }
        if (form.ContactEmail is { } email && !Email().IsMatch(email))
        {
            fields.Fail("contactEmail", "不是有效的邮箱地址");
        }
        return form;
    }

    /// <summary>An emptied box of a form is the same as none.</summary>
    private static string? Optional(Fields fields, string name, int max) => fields.Text(name, max, min: 0, multiline: name == "remark") is { Length: > 0 } text ? text : null;

    [GeneratedRegex(@"^(1[0-9]{10}|\+[0-9]{6,15})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\.[^@\s]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
