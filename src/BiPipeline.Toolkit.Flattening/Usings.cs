global using System.Globalization;
global using System.Runtime.CompilerServices;
global using System.Text;
